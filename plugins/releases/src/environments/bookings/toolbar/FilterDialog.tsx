import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Select,
  Switch,
  TextField,
} from '@backstage/ui';
import {
  bookingUsageSchema,
  EnvironmentRow,
  environmentTierSchema,
} from '@release-desk/plugin-releases-common';
import { useRef, useState } from 'react';
import { environmentTokens } from '../../tokens';
import { environmentName } from '../../shared';
import {
  BookingsUrl,
  ChangeBookingsUrl,
  NO_BOOKING_FILTERS,
} from '../useBookingsUrl';
import { tierText, usageText, Words } from '../words';
import styles from './BookingsToolbar.module.css';

type ListKey = 'tier' | 'environment' | 'owner' | 'group' | 'usage';

/** Everything that narrows the view; each choice holds at once. */
export function FilterDialog(props: {
  url: BookingsUrl;
  rows: readonly EnvironmentRow[];
  words: Words;
  withTier: boolean;
  onChange: ChangeBookingsUrl;
  onClose(): void;
}) {
  const { url, rows, words, withTier, onChange, onClose } = props;
  const { t, nameOf, me } = words;
  const [q, setQ] = useState(url.q ?? '');
  // What is filtered away now must not vanish from what can be chosen.
  const known = useRef(new Map<string, EnvironmentRow>());
  for (const row of rows) known.current.set(row.environment.ref, row);
  const all = [...known.current.values()];
  const owners = [...new Set(all.flatMap(({ owner }) => owner.owner ?? []))];
  const options: Record<ListKey, { id: string; label: string }[]> = {
    tier: environmentTierSchema.options.map(id => ({
      id,
      label: tierText(id, t),
    })),
    environment: all.map(({ environment }) => ({
      id: environment.ref,
      label: environmentName(environment),
    })),
    owner: owners.map(id => ({ id, label: nameOf(id) })),
    group: [...new Set([...me.groups, ...owners])].map(id => ({
      id,
      label: nameOf(id),
    })),
    usage: bookingUsageSchema.options.map(id => ({
      id,
      label: usageText(id, t),
    })),
  };
  const select = (name: ListKey) => {
    const chosen: string[] = url[name];
    const unknown = chosen.filter(
      id => !options[name].some(option => option.id === id),
    );
    return (
      <Select
        key={name}
        label={t(
          name === 'tier'
            ? 'bookings.filter.tierLabel'
            : `bookings.filter.${name}`,
        )}
        placeholder={t('bookings.filter.any')}
        selectionMode="multiple"
        options={[
          ...unknown.map(id => ({ id, label: nameOf(id) })),
          ...options[name],
        ]}
        value={chosen}
        onChange={keys => onChange({ [name]: keys.map(String) })}
      />
    );
  };
  const close = () => {
    if (q.trim() !== (url.q ?? '')) onChange({ q: q.trim() || undefined });
    onClose();
  };
  return (
    <Dialog
      isOpen
      width={440}
      className={environmentTokens}
      onOpenChange={isOpen => !isOpen && close()}
    >
      <DialogHeader>{t('bookings.filter.label')}</DialogHeader>
      <DialogBody>
        <div className={styles.filters}>
          <TextField
            label={t('bookings.filter.search')}
            value={q}
            onChange={setQ}
          />
          {withTier && select('tier')}
          {(['environment', 'owner', 'group', 'usage'] as const).map(select)}
          <Switch
            label={t('bookings.filter.mine')}
            isSelected={url.mine}
            onChange={mine => onChange({ mine })}
          />
        </div>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="secondary"
          onPress={() => {
            setQ('');
            onChange(NO_BOOKING_FILTERS);
          }}
        >
          {t('bookings.filter.clear')}
        </Button>
        <Button variant="primary" onPress={close}>
          {t('bookings.filter.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
