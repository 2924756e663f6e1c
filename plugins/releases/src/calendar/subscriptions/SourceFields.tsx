import { Select, TextField } from '@backstage/ui';
import { useMemo } from 'react';
import { useText } from '../../translation';
import { ChoiceCards } from '../dialog/ChoiceCards';
import step from '../dialog/Step.module.css';
import { isZoneMeant, zoneOptions } from '../dialog/when/zones';
import { FieldError } from './FieldError';
import { FieldProps } from './fieldProps';
import { FileField } from './FileField';
import { nameInCalendar } from './subscriptionDraft';
import { everyText } from './subscriptionWords';

const REFRESHES = [15, 60, 360, 1440];

/** Where the calendar is, how often it is read, and what its bare times mean. */
export function SourceFields(props: FieldProps) {
  const { draft, errors, isEdit, onChange } = props;
  const t = useText();
  const { from, url, file, timeZone, refreshMinutes } = draft;
  const zones = useMemo(() => zoneOptions(timeZone), [timeZone]);
  const refreshes = [...new Set([...REFRESHES, refreshMinutes])].sort(
    (a, b) => a - b,
  );
  return (
    <section className={step.step}>
      <h3 className={step.heading}>{t('subscriptions.form.where')}</h3>
      {!isEdit && (
        <ChoiceCards
          label={t('subscriptions.form.where')}
          value={from}
          onChange={next => onChange({ from: next })}
          choices={(['url', 'file'] as const).map(id => ({
            id,
            title: t(`subscriptions.form.${id}`),
            description: t(`subscriptions.form.${id}Text`),
          }))}
        />
      )}
      {from === 'url' ? (
        <div>
          <TextField
            type="url"
            label={t('subscriptions.form.address')}
            secondaryLabel={t('subscriptions.form.addressHint')}
            value={url}
            maxLength={2000}
            isInvalid={Boolean(errors.url)}
            onChange={value => onChange({ url: value })}
          />
          <FieldError message={errors.url} />
        </div>
      ) : (
        <FileField
          file={file}
          replaces={isEdit}
          error={errors.content}
          onChange={picked =>
            onChange({
              file: picked,
              ...(!draft.title.trim() && {
                title: nameInCalendar(picked.text) ?? '',
              }),
            })
          }
        />
      )}
      <div className={step.row} data-align="start">
        {from === 'url' && (
          <div className={step.grow}>
            <Select
              label={t('subscriptions.form.every')}
              options={refreshes.map(minutes => ({
                id: String(minutes),
                label: everyText(t, minutes),
              }))}
              value={String(refreshMinutes)}
              isInvalid={Boolean(errors.refreshMinutes)}
              onChange={key => key && onChange({ refreshMinutes: Number(key) })}
            />
            <FieldError message={errors.refreshMinutes} />
          </div>
        )}
        <div className={step.grow}>
          <Select
            label={t('subscriptions.form.zone')}
            options={zones}
            search={{
              placeholder: t('dialog.scope.search'),
              filter: ({ id }, typed) => isZoneMeant(String(id), typed),
            }}
            value={timeZone}
            isInvalid={Boolean(errors.timeZone)}
            onChange={key => key && onChange({ timeZone: String(key) })}
          />
          <FieldError message={errors.timeZone} />
        </div>
      </div>
    </section>
  );
}
