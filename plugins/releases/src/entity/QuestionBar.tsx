import { DatePicker, Select } from '@backstage/ui';
import { CalendarDateTime, parseDateTime } from '@internationalized/date';
import type { Action } from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { formatInstant, inZone, viewerZone } from '../shared/time';
import { useText } from '../translation';
import { Place } from './places';
import styles from './QuestionBar.module.css';
import { ACTIONS, Question, Who } from './useQuestion';

const WHO: Who[] = ['anyone', 'human', 'automation'];
const OTHER = 'other';
const NOW = 'now';

/** Times that are often asked about: this evening, tomorrow morning, Monday morning. */
function usualTimes(now: number, timeZone: string): string[] {
  const today = inZone(now, timeZone).startOf('day');
  const monday = today.plus({ days: 8 - today.weekday });
  return [
    today.set({ hour: 20 }),
    today.plus({ days: 1 }).set({ hour: 9 }),
    monday.set({ hour: 9 }),
  ]
    .filter(time => time.toMillis() > now)
    .map(time => time.toUTC().toISO()!);
}

/** The question above the answer: may who do what, where, when? */
export function QuestionBar(props: {
  question: Question;
  places: Place[];
  place: Place | undefined;
  /** An environment asks about itself. */
  hasPlace: boolean;
  now: number;
  onChange(change: Partial<Question>): void;
}) {
  const { question, places, place, hasPlace, now, onChange } = props;
  const t = useText();
  const zone = viewerZone();
  const [picks, setPicks] = useState(false);
  const { at } = question;
  const times = [...new Set([...(at ? [at] : []), ...usualTimes(now, zone)])];

  const pickTime = (value: string) => {
    setPicks(value === OTHER);
    if (value === NOW) onChange({ at: undefined });
    else if (value === OTHER)
      onChange({ at: at ?? new Date(now).toISOString() });
    else onChange({ at: value });
  };

  return (
    <div
      className={styles.bar}
      role="group"
      aria-label={t('entity.question.label')}
    >
      <span>{t('entity.question.may')}</span>
      <Select
        aria-label={t('entity.question.who')}
        options={WHO.map(id => ({ id, label: t(`entity.question.${id}`) }))}
        value={question.who}
        onChange={key => key && onChange({ who: key as Who })}
      />
      <Select
        aria-label={t('entity.question.action')}
        options={ACTIONS.map(id => ({ id, label: t(`entity.verb.${id}`) }))}
        value={question.action}
        onChange={key => key && onChange({ action: key as Action })}
      />
      {hasPlace && places.length > 0 && (
        <>
          <span>{t('entity.question.to')}</span>
          <Select
            aria-label={t('entity.question.environment')}
            options={places.map(({ id, label }) => ({ id, label }))}
            value={place?.id ?? null}
            onChange={key => key && onChange({ where: String(key) })}
          />
        </>
      )}
      <Select
        aria-label={t('entity.question.when')}
        options={[
          { id: NOW, label: t('entity.question.now') },
          ...times.map(id => ({ id, label: formatInstant(id, zone) })),
          { id: OTHER, label: t('entity.question.other') },
        ]}
        value={at ?? NOW}
        onChange={key => key && pickTime(String(key))}
      />
      {picks && at && (
        <DatePicker
          aria-label={t('entity.question.at')}
          granularity="minute"
          hourCycle={24}
          hideTimeZone
          value={parseDateTime(inZone(at, zone).toFormat("yyyy-MM-dd'T'HH:mm"))}
          onChange={value => {
            if (value instanceof CalendarDateTime)
              onChange({ at: value.toDate(zone).toISOString() });
          }}
        />
      )}
      <span>{t('entity.question.end')}</span>
    </div>
  );
}
