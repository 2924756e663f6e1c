import { DatePicker, NumberField, Select } from '@backstage/ui';
import { CalendarDateTime, parseDateTime } from '@internationalized/date';
import { RiRepeat2Line } from '@remixicon/react';
import { useMemo } from 'react';
import { StepProps } from '../stepProps';
import styles from '../Step.module.css';
import { useText } from '../../../translation';
import { formatTime, zoneName } from '../../../shared/time';
import { dayText, yearText } from '../lib/time';
import { firstSpan } from '../requestOf';
import { scheduleSentence } from '../sentences';
import { RecurrenceFields } from './RecurrenceFields';
import { WhenDraft, whenErrors } from './scheduleOf';
import { isZoneMeant, zoneOptions } from './zones';

function parts(value: number) {
  return Number.isFinite(value) ? Math.max(0, Math.floor(value)) : 0;
}

/** When it starts, how long it lasts, and by which rule it comes again. */
export function WhenStep(props: StepProps) {
  const { draft, errors, onChange } = props;
  const t = useText();
  const { when } = draft;
  const change = (patch: Partial<WhenDraft>) =>
    onChange({ when: { ...when, ...patch } });
  const zones = useMemo(() => zoneOptions(when.timeZone), [when.timeZone]);
  const isRelease = draft.kind === 'release';
  const heading = isRelease ? 'headingRelease' : 'heading';
  const isEvent = draft.kind === 'business' || draft.kind === 'vendor';

  const wrong = whenErrors({ ...when, repeat: 'once' });
  let ends = '';
  if (!wrong.duration && !wrong.start && !wrong.timeZone) {
    const { end } = firstSpan(draft);
    const zone = when.timeZone;
    ends = t('dialog.when.ends', {
      moment: `${dayText(end, zone)} ${yearText(end, zone)}, ${formatTime(
        end,
        zone,
      )} ${zoneName(end, zone)}`,
    });
  }

  return (
    <div className={styles.step}>
      <h3 className={styles.heading}>
        {t(isEvent ? 'dialog.when.headingEvent' : `dialog.when.${heading}`)}
      </h3>
      <div className={styles.row}>
        <div className={styles.grow}>
          <DatePicker
            label={
              isRelease ? t('dialog.when.start') : t('dialog.when.firstStart')
            }
            granularity="minute"
            hourCycle={24}
            hideTimeZone
            value={parseDateTime(when.start)}
            isInvalid={Boolean(errors.start)}
            onChange={value => {
              if (value instanceof CalendarDateTime)
                change({ start: value.set({ second: 0 }).toString() });
            }}
          />
          {errors.start && <p className={styles.error}>{errors.start}</p>}
        </div>
        <div className={styles.grow}>
          <Select
            label={t('dialog.when.timeZone')}
            options={zones}
            search={{
              placeholder: t('dialog.scope.search'),
              filter: ({ id }, typed) => isZoneMeant(String(id), typed),
            }}
            value={when.timeZone}
            isInvalid={Boolean(errors.timeZone)}
            onChange={key => key && change({ timeZone: String(key) })}
          />
          {errors.timeZone && <p className={styles.error}>{errors.timeZone}</p>}
        </div>
      </div>
      <div>
        <div className={styles.row}>
          <NumberField
            label={t('dialog.when.days')}
            className={styles.number}
            minValue={0}
            maxValue={3660}
            value={when.days}
            isInvalid={Boolean(errors.duration)}
            onChange={days => change({ days: parts(days) })}
          />
          <NumberField
            label={t('dialog.when.hours')}
            className={styles.number}
            minValue={0}
            maxValue={999}
            value={when.hours}
            isInvalid={Boolean(errors.duration)}
            onChange={hours => change({ hours: parts(hours) })}
          />
          <NumberField
            label={t('dialog.when.minutes')}
            className={styles.number}
            minValue={0}
            maxValue={999}
            value={when.minutes}
            isInvalid={Boolean(errors.duration)}
            onChange={minutes => change({ minutes: parts(minutes) })}
          />
          <span className={styles.ends} aria-live="polite">
            {ends}
          </span>
        </div>
        {errors.duration && <p className={styles.error}>{errors.duration}</p>}
      </div>
      {!isRelease && (
        <RecurrenceFields when={when} errors={errors} onChange={change} />
      )}
      {!isRelease &&
        when.repeat !== 'once' &&
        Object.keys(whenErrors(when)).length === 0 && (
          <p className={styles.summary}>
            <RiRepeat2Line size={18} aria-hidden />
            <span>{scheduleSentence(t, draft)}.</span>
          </p>
        )}
    </div>
  );
}
