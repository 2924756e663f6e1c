import { DatePicker, Select, TextAreaField, TextField } from '@backstage/ui';
import { parseDate } from '@internationalized/date';
import {
  BUSINESS_CATEGORIES,
  EventCategory,
  ReleaseStatus,
  releaseStatusSchema,
  TimelineKind,
  VENDOR_CATEGORIES,
} from '@release-desk/plugin-releases-common';
import { Chip, lookOf } from '../../../shared/marks';
import { useText } from '../../../translation';
import { ChoiceCards } from '../ChoiceCards';
import { asksToMove, isWindow } from '../requestOf';
import styles from '../Step.module.css';
import { StepProps } from '../stepProps';
import { EntityField } from '../scope/EntityField';

const WINDOW_KINDS = ['freeze', 'allow', 'advisory'] as const;
const EVENT_KINDS = ['business', 'vendor'] as const;

/** What it is, what it is called, why, and who keeps it. */
export function WhatStep(props: StepProps) {
  const { draft, errors, isEdit, onChange } = props;
  const t = useText();
  const { kind } = draft;
  const isEvent = kind === 'business' || kind === 'vendor';
  const kinds = isWindow(kind) ? WINDOW_KINDS : EVENT_KINDS;

  const toKind = (next: TimelineKind) =>
    onChange({
      kind: next,
      ...(next === 'advisory' && { enforcement: 'info' }),
      ...(kind === 'advisory' && { enforcement: 'hard' }),
      ...(isEvent && { category: next === 'vendor' ? 'maintenance' : 'other' }),
    });

  return (
    <div className={styles.step}>
      <h3 className={styles.heading}>{t('dialog.what.heading')}</h3>
      {kind !== 'release' && !isEdit && (
        <ChoiceCards
          label={t('dialog.what.heading')}
          value={kind}
          onChange={toKind}
          choices={kinds.map((id: Exclude<TimelineKind, 'release'>) => ({
            id: id as TimelineKind,
            title: t(`dialog.kind.${id}`),
            description: t(`dialog.what.${id}`),
            sample: (
              <Chip
                look={lookOf({ kind: id })}
                title={t(`dialog.sample.${id}`)}
              />
            ),
          }))}
        />
      )}
      {isEvent && (
        <div className={styles.row}>
          <Select
            className={styles.grow}
            label={t('dialog.what.category')}
            options={(kind === 'vendor'
              ? VENDOR_CATEGORIES
              : BUSINESS_CATEGORIES
            ).map((id: EventCategory) => ({
              id,
              label: t(`dialog.category.${id}`),
            }))}
            value={draft.category}
            isInvalid={Boolean(errors.category)}
            onChange={key =>
              key && onChange({ category: key as EventCategory })
            }
          />
          {kind === 'vendor' && (
            <div className={styles.grow}>
              <TextField
                label={t('dialog.what.vendorName')}
                value={draft.vendor}
                maxLength={100}
                isInvalid={Boolean(errors.vendor)}
                onChange={vendor => onChange({ vendor })}
              />
              <FieldError message={errors.vendor} />
            </div>
          )}
        </div>
      )}
      {asksToMove(draft) && (
        <div>
          <DatePicker
            label={t('dialog.what.moveBy')}
            granularity="day"
            value={draft.moveBy ? parseDate(draft.moveBy) : null}
            isInvalid={Boolean(errors.moveBy)}
            onChange={value =>
              onChange({ moveBy: value ? value.toString().slice(0, 10) : '' })
            }
          />
          <FieldError message={errors.moveBy} />
        </div>
      )}
      <div>
        <TextField
          label={t('dialog.what.title')}
          value={draft.title}
          maxLength={200}
          isInvalid={Boolean(errors.title)}
          onChange={title => onChange({ title })}
        />
        <FieldError message={errors.title} />
      </div>
      <div>
        <TextAreaField
          label={
            isWindow(kind)
              ? t('dialog.what.reason')
              : t(`dialog.what.${kind === 'release' ? 'notes' : 'description'}`)
          }
          secondaryLabel={
            kind === 'freeze' ? t('dialog.what.reasonHint') : undefined
          }
          rows={2}
          value={draft.text}
          maxLength={10_000}
          isInvalid={Boolean(errors.text)}
          onChange={text => onChange({ text })}
        />
        <FieldError message={errors.text} />
      </div>
      <div className={styles.row}>
        <div className={styles.grow}>
          <EntityField
            among="owner"
            placeholder={t('dialog.what.ownerPlaceholder')}
            label={t('dialog.what.owner')}
            value={draft.owner}
            isInvalid={Boolean(errors.owner)}
            onChange={owner => onChange({ owner })}
          />
          <FieldError message={errors.owner} />
        </div>
        {kind === 'release' && (
          <Select
            className={styles.grow}
            label={t('dialog.what.status')}
            options={releaseStatusSchema.options.map(id => ({
              id,
              label: t(`shared.status.${id}`),
            }))}
            value={draft.status}
            onChange={key => key && onChange({ status: key as ReleaseStatus })}
          />
        )}
      </div>
    </div>
  );
}

function FieldError(props: { message?: string }) {
  return props.message ? (
    <p className={styles.error} role="alert">
      {props.message}
    </p>
  ) : null;
}
