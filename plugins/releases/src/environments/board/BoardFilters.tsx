import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  SearchField,
  Select,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import {
  RiCheckboxBlankCircleLine,
  RiErrorWarningLine,
  RiFilter3Line,
  RiGroupLine,
  RiUserUnfollowLine,
  RiZzzLine,
} from '@remixicon/react';
import { ReactElement, useEffect, useRef, useState } from 'react';
import { useNames } from '../../shared/data';
import { useMediaQuery } from '../../shared/panel';
import { useText } from '../../translation';
import { environmentTokens } from '../tokens';
import styles from './BoardFilters.module.css';
import {
  BoardFilter,
  ChangeBoard,
  CLASSES,
  isFiltered,
  NO_FILTER,
  Only,
  ONLY,
  TIERS,
} from './useBoardUrl';

const PAUSE_MS = 300;
const ONLY_ICONS: Record<Only, ReactElement> = {
  free: <RiCheckboxBlankCircleLine />,
  ours: <RiGroupLine />,
  findings: <RiErrorWarningLine />,
  idle: <RiZzzLine />,
  unclaimed: <RiUserUnfollowLine />,
};

/** Those that one looks for most. */
const COMMON: readonly Only[] = ['free', 'ours', 'findings'];

interface BoardFiltersProps {
  filter: BoardFilter;
  onChange: ChangeBoard;
  /** All that one may see: what there is to choose from. */
  all: EnvironmentRow[];
  /** How many are shown. */
  count: number | undefined;
}

/** What narrows the board; what is used less, and all on a phone, stands in a dialog. */
export function BoardFilters(props: BoardFiltersProps) {
  const { filter, onChange, count } = props;
  const t = useText();
  const isSmall = useMediaQuery('(max-width: 599px)');
  const isMedium = useMediaQuery('(max-width: 1199px)');
  const [isOpen, setOpen] = useState(false);
  const folded: Part[] = [];
  if (isSmall) folded.push('tier', 'owner', 'class', 'system', 'only');
  else if (isMedium) folded.push('owner', 'class', 'system');
  else folded.push('class', 'system');
  const rare = isSmall ? [] : ONLY.filter(one => !COMMON.includes(one));
  const chosen =
    folded.reduce((sum, part) => sum + filter[part].length, 0) +
    filter.only.filter(one => rare.includes(one)).length;
  return (
    <div
      role="group"
      className={styles.bar}
      aria-label={t('environments.filter.label')}
    >
      <Search value={filter.q ?? ''} onChange={q => onChange({ q })} />
      {!isSmall && <PartField {...props} part="tier" />}
      {!isMedium && <PartField {...props} part="owner" />}
      {!isSmall && (
        <OnlyToggles filter={filter} onChange={onChange} offered={COMMON} />
      )}
      <Button
        variant="secondary"
        iconStart={<RiFilter3Line />}
        onPress={() => setOpen(true)}
      >
        {chosen > 0
          ? t('environments.filter.moreCount', { number: String(chosen) })
          : t('environments.filter.more')}
      </Button>
      {isFiltered(filter) && (
        <Button variant="tertiary" onPress={() => onChange(NO_FILTER)}>
          {t('environments.filter.clear')}
        </Button>
      )}
      {count !== undefined && (
        <span className={styles.count}>
          {t('environments.filter.count', { count })}
        </span>
      )}
      {isOpen && (
        <Dialog isOpen className={environmentTokens} onOpenChange={setOpen}>
          <DialogHeader>{t('environments.filter.label')}</DialogHeader>
          <DialogBody>
            <div className={styles.folded}>
              {folded.map(part =>
                part === 'only' ? (
                  <OnlyToggles
                    key={part}
                    filter={filter}
                    onChange={onChange}
                    offered={ONLY}
                  />
                ) : (
                  <PartField key={part} {...props} part={part} hasLabel />
                ),
              )}
              {rare.length > 0 && (
                <OnlyToggles
                  filter={filter}
                  onChange={onChange}
                  offered={rare}
                />
              )}
            </div>
          </DialogBody>
          <DialogFooter>
            <Button variant="secondary" onPress={() => onChange(NO_FILTER)}>
              {t('environments.filter.clear')}
            </Button>
            <Button variant="primary" onPress={() => setOpen(false)}>
              {t('environments.filter.show')}
            </Button>
          </DialogFooter>
        </Dialog>
      )}
    </div>
  );
}

type Part = 'tier' | 'owner' | 'class' | 'system' | 'only';

/** A list of values to choose from; empty means all. */
function PartField(
  props: BoardFiltersProps & {
    part: Exclude<Part, 'only'>;
    hasLabel?: boolean;
  },
) {
  const { filter, onChange, all, part, hasLabel } = props;
  const t = useText();
  const nameOf = useNames();
  const chosen: string[] = filter[part];
  const refs = (values: (string | undefined)[]) =>
    [...new Set([...chosen, ...values.flatMap(value => value ?? [])])]
      .map(id => ({ id, label: nameOf(id) }))
      .sort((one, other) => one.label.localeCompare(other.label));
  const options = {
    tier: () => TIERS.map(id => ({ id, label: t(`environments.tier.${id}`) })),
    class: () =>
      CLASSES.map(id => ({ id, label: t(`environments.class.${id}`) })),
    owner: () => refs(all.map(({ owner }) => owner.owner)),
    system: () => refs(all.map(({ environment }) => environment.system)),
  }[part]();
  const label = t(`environments.filter.${part}`);
  return (
    <Select
      className={styles.select}
      {...(hasLabel ? { label } : { 'aria-label': label })}
      placeholder={t(`environments.filter.all.${part}`)}
      selectionMode="multiple"
      options={options}
      search={
        part === 'owner' || part === 'system'
          ? { mode: 'client', placeholder: label }
          : undefined
      }
      value={chosen}
      onChange={keys => onChange({ [part]: keys.map(String) })}
    />
  );
}

function OnlyToggles(props: {
  filter: BoardFilter;
  onChange: ChangeBoard;
  offered: readonly Only[];
}) {
  const { filter, onChange, offered } = props;
  const t = useText();
  const hidden = filter.only.filter(one => !offered.includes(one));
  return (
    <ToggleButtonGroup
      aria-label={t('environments.filter.onlyLabel')}
      className={styles.only}
      selectionMode="multiple"
      selectedKeys={filter.only}
      onSelectionChange={keys =>
        onChange({
          only: [...hidden, ...offered.filter(one => keys.has(one))],
        })
      }
    >
      {offered.map(one => (
        <ToggleButton key={one} id={one} iconStart={ONLY_ICONS[one]}>
          {t(`environments.filter.only.${one}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** A search that writes itself to the URL when one stops to type. */
function Search(props: {
  value: string;
  onChange(value: string | undefined): void;
}) {
  const { value, onChange } = props;
  const t = useText();
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    // Changed from outside: by the back button, or "Clear filters".
    if (value !== sent.current) {
      sent.current = value;
      setTyped(value);
    }
  }, [value]);
  useEffect(() => {
    if (typed === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = typed;
      change.current(typed || undefined);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <SearchField
      className={styles.search}
      aria-label={t('environments.filter.search')}
      placeholder={t('environments.filter.search')}
      value={typed}
      onChange={setTyped}
    />
  );
}
