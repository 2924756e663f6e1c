import {
  Checkbox,
  CheckboxGroup,
  DatePicker,
  NumberField,
  Radio,
  RadioGroup,
  Select,
  TextField,
} from '@backstage/ui';
import { parseDate } from '@internationalized/date';
import { FieldErrors } from '../fieldErrors';
import { useText } from '../../../translation';
import styles from '../Step.module.css';
import {
  dayChoices,
  Repeat,
  REPEATS,
  ruleOf,
  WEEKDAY_CODES,
  weekdayOfWall,
} from './recurrenceChoices';
import { RuleEnd, WhenDraft } from './scheduleOf';
import { dayLabel, repeatLabel, weekdayName } from './whenWords';

const OWN = 'own';

/** How it repeats, with choices that are read off its first start. */
export function RecurrenceFields(props: {
  when: WhenDraft;
  errors: FieldErrors;
  onChange(change: Partial<WhenDraft>): void;
}) {
  const { when, errors, onChange } = props;
  const t = useText();
  const choices = dayChoices(when.repeat, when.start);
  const isWeekly = when.repeat === 'weekly' || when.repeat === 'fortnightly';
  const chosen = choices.some(({ id }) => id === when.choice)
    ? when.choice
    : choices[0]?.id;
  const weekdays = when.weekdays.length
    ? when.weekdays
    : [WEEKDAY_CODES[weekdayOfWall(when.start)]];
  // A rule of one's own begins as the one that is left for it.
  const toOwn = () =>
    onChange({ repeat: OWN, ownRule: when.ownRule || ruleOf(when) || '' });

  return (
    <>
      <div className={styles.row}>
        <Select
          className={styles.grow}
          label={t('dialog.when.repeats')}
          options={REPEATS.map(id => ({ id, label: repeatLabel(t, id) }))}
          value={when.repeat}
          onChange={key =>
            key === OWN ? toOwn() : key && onChange({ repeat: key as Repeat })
          }
        />
        {when.repeat !== 'once' && when.repeat !== OWN && (
          <EndFields
            ends={when.ends}
            start={when.start}
            error={errors.ends}
            onChange={ends => onChange({ ends })}
          />
        )}
      </div>
      {isWeekly && (
        <CheckboxGroup
          label={t('dialog.when.whichDays')}
          orientation="horizontal"
          value={weekdays}
          onChange={days => days.length && onChange({ weekdays: days })}
        >
          {WEEKDAY_CODES.map((code, index) => (
            <Checkbox key={code} value={code}>
              {weekdayName(index).slice(0, 3)}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      {choices.length > 0 && (
        <RadioGroup
          label={t('dialog.when.whichDay')}
          value={chosen}
          onChange={choice => (choice === OWN ? toOwn() : onChange({ choice }))}
        >
          {choices.map(choice => (
            <Radio key={choice.id} value={choice.id}>
              {dayLabel(t, choice)}
            </Radio>
          ))}
          <Radio value={OWN}>{t('dialog.day.own')}</Radio>
        </RadioGroup>
      )}
      {when.repeat === OWN && (
        <TextField
          label={t('dialog.when.ownRule')}
          description={t('dialog.when.ownRuleHint')}
          placeholder="FREQ=MONTHLY;BYDAY=-1FR"
          className={styles.code}
          value={when.ownRule}
          onChange={ownRule => onChange({ ownRule })}
          isInvalid={Boolean(errors.rrule)}
        />
      )}
      {errors.rrule && (
        <p className={styles.error} role="alert">
          {errors.rrule}
        </p>
      )}
    </>
  );
}

function EndFields(props: {
  ends: RuleEnd;
  start: string;
  error?: string;
  onChange(ends: RuleEnd): void;
}) {
  const { ends, start, error, onChange } = props;
  const t = useText();
  const date = ends.date || start.slice(0, 10);
  return (
    <>
      <Select
        className={styles.grow}
        label={t('dialog.when.until')}
        options={[
          { id: 'never', label: t('dialog.when.untilNever') },
          { id: 'on', label: t('dialog.when.untilOn') },
          { id: 'after', label: t('dialog.when.untilAfter') },
        ]}
        value={ends.type}
        onChange={key =>
          key && onChange({ ...ends, date, type: key as RuleEnd['type'] })
        }
      />
      {ends.type === 'on' && (
        <DatePicker
          label={t('dialog.when.lastDay')}
          granularity="day"
          value={parseDate(date)}
          minValue={parseDate(start.slice(0, 10))}
          onChange={value =>
            value && onChange({ ...ends, date: value.toString().slice(0, 10) })
          }
        />
      )}
      {ends.type === 'after' && (
        <NumberField
          label={t('dialog.when.times')}
          className={styles.number}
          minValue={1}
          maxValue={10_000}
          value={ends.count}
          onChange={count =>
            Number.isFinite(count) && onChange({ ...ends, count })
          }
        />
      )}
      {error && <p className={styles.error}>{error}</p>}
    </>
  );
}
