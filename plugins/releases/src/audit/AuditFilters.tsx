import { Button, Flex, Select, TextField } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { AuditFilter } from '../shared/url/useAuditUrl';
import { useText } from '../translation';
import styles from './Audit.module.css';

const ACTIONS = [
  'window.create',
  'window.update',
  'window.delete',
  'release.create',
  'release.update',
  'release.status',
  'release.delete',
  'event.create',
  'event.update',
  'event.delete',
  'override.request',
  'override.approve',
  'override.reject',
  'override.revoke',
  'override.expire',
  'override.use',
  'feed.create',
  'feed.rotate',
  'feed.revoke',
  'subscription.create',
  'subscription.update',
  'subscription.delete',
];

const SETTLE_MS = 400;

/** One line of filters; text settles before it is asked for. */
export function AuditFilters(props: {
  filter: AuditFilter;
  onChange(change: AuditFilter): void;
}) {
  const { filter, onChange } = props;
  const t = useText();
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Flex gap="2" align="end" className={styles.filters}>
      <SettlingField
        label={t('audit.filter.object')}
        placeholder={t('audit.filter.objectHint')}
        value={filter.object}
        onSettle={object => onChange({ object })}
      />
      <SettlingField
        label={t('audit.filter.entity')}
        placeholder={t('audit.filter.entityHint')}
        value={filter.entity}
        onSettle={entity => onChange({ entity })}
      />
      <SettlingField
        label={t('audit.filter.actor')}
        placeholder={t('audit.filter.actorHint')}
        value={filter.actor}
        onSettle={actor => onChange({ actor })}
      />
      <Select
        label={t('audit.filter.action')}
        placeholder={t('audit.filter.anyAction')}
        options={ACTIONS.map(id => ({ id, label: id }))}
        value={filter.action ?? null}
        onChange={key => onChange({ action: key ? String(key) : undefined })}
      />
      <SettlingField
        label={t('audit.filter.from')}
        type="date"
        value={filter.from}
        onSettle={from => onChange({ from })}
      />
      <SettlingField
        label={t('audit.filter.to')}
        type="date"
        value={filter.to}
        onSettle={to => onChange({ to })}
      />
      {isFiltered && (
        <Button
          variant="tertiary"
          onPress={() =>
            onChange({
              object: undefined,
              entity: undefined,
              actor: undefined,
              action: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          {t('audit.filter.clear')}
        </Button>
      )}
    </Flex>
  );
}

function SettlingField(props: {
  label: string;
  placeholder?: string;
  type?: 'text' | 'date';
  value?: string;
  onSettle(value: string | undefined): void;
}) {
  const { label, placeholder, type = 'text', value = '', onSettle } = props;
  const [text, setText] = useState(value);
  // A link or `Clear filters` changes it from outside.
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(
      () => onSettle(text.trim() || undefined),
      SETTLE_MS,
    );
    return () => clearTimeout(timer);
  }, [text, value, onSettle]);
  if (type === 'date')
    return (
      <label className={styles.date}>
        <span>{label}</span>
        <input
          type="date"
          value={text}
          onChange={event => setText(event.target.value)}
        />
      </label>
    );
  return (
    <TextField
      label={label}
      placeholder={placeholder}
      value={text}
      onChange={setText}
    />
  );
}
