import { Button, DatePicker, Select, TextField } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { CalendarDateTime, parseDateTime } from '@internationalized/date';
import { RiRepeatLine } from '@remixicon/react';
import {
  bookingPrioritySchema,
  BookingPreview,
  bookingUsageSchema,
} from '@release-desk/plugin-releases-common';
import { useCallback, useState } from 'react';
import { releasesApiRef } from '../../../api';
import { TokenPicker } from '../../../calendar/dialog/scope/TokenPicker';
import { RecurrenceFields } from '../../../calendar/dialog/when/RecurrenceFields';
import { loadTimeline, useQuery } from '../../../shared/data';
import { environmentName, lengthOf, loadAll, spanOf } from '../../shared';
import { tierText, usageText, Words } from '../words';
import styles from './BookDialog.module.css';
import {
  BookingDraft,
  BookingErrors,
  instantOf,
  moveStart,
  ruleOfDraft,
} from './bookingDraft';
import { ModeCards } from './ModeCards';

const DAY_MS = 24 * 60 * 60_000;

interface FieldProps {
  draft: BookingDraft;
  errors: BookingErrors;
  words: Words;
  onChange(change: Partial<BookingDraft>): void;
}

function FieldError(props: { message?: string }) {
  return props.message ? (
    <p className={styles.error} role="alert">
      {props.message}
    </p>
  ) : null;
}

/** One, several, or all of a system, which is written out. */
function EnvironmentsField({ draft, errors, words, onChange }: FieldProps) {
  const { t, nameOf } = words;
  const api = useApi(releasesApiRef);
  const load = useCallback(
    async (q: string) => {
      const { items } = await api.listEnvironments({
        query: { limit: 50, ...(q && { q }) },
      });
      const systems = new Set(
        items.flatMap(({ environment }) => environment.system ?? []),
      );
      return [
        ...items.map(({ environment }) => ({
          id: environment.ref,
          label: environmentName(environment),
          description: tierText(environment.tier, t),
        })),
        ...[...systems].map(id => ({
          id,
          label: t('bookings.dialog.system', { system: nameOf(id) }),
        })),
      ];
    },
    [api, nameOf, t],
  );
  const take = async (values: string[]) => {
    const system = values.find(ref => ref.startsWith('system:'));
    if (!system) {
      onChange({ environments: values });
      return;
    }
    const rows = await loadAll(paging =>
      api.listEnvironments({ query: { system: [system], ...paging } }),
    );
    const chosen = new Set([
      ...values.filter(ref => ref !== system),
      ...rows.map(({ environment }) => environment.ref),
    ]);
    onChange({ environments: [...chosen] });
  };
  return (
    <div>
      <span className={styles.label} aria-hidden>
        {t('bookings.dialog.environments')}
        <span className={styles.hint}>
          {t('bookings.dialog.environmentsHint')}
        </span>
      </span>
      <TokenPicker
        label={t('bookings.dialog.environments')}
        placeholder={t('bookings.dialog.add')}
        values={draft.environments}
        labelOf={nameOf}
        load={load}
        error={errors.environments}
        onChange={take}
      />
      <FieldError message={errors.environments} />
    </div>
  );
}

function WallField(props: {
  label: string;
  value: string;
  error?: string;
  onChange(wall: string): void;
}) {
  const { label, value, error, onChange } = props;
  return (
    <div>
      <DatePicker
        label={label}
        granularity="minute"
        hourCycle={24}
        hideTimeZone
        value={parseDateTime(value)}
        isInvalid={Boolean(error)}
        onChange={next => {
          if (next instanceof CalendarDateTime)
            onChange(next.set({ second: 0 }).toString());
        }}
      />
      <FieldError message={error} />
    </div>
  );
}

/** The releases of the next weeks that a booking may be for. */
function ReleaseField({ draft, errors, words, onChange }: FieldProps) {
  const { t, clock } = words;
  const api = useApi(releasesApiRef);
  const from = instantOf(draft.start.slice(0, 10), draft.timeZone);
  const to = new Date(Date.parse(from) + 60 * DAY_MS).toISOString();
  const { data } = useQuery(`releases ${from}`, signal =>
    loadTimeline(api, { from, to, kind: ['release'] }, signal),
  );
  return (
    <div>
      <Select
        label={t('bookings.dialog.release')}
        options={[
          { id: '', label: t('bookings.dialog.noRelease') },
          ...(data ?? []).map(item => ({
            id: item.sourceId,
            label: `${item.title}, ${spanOf(item, clock)}`,
          })),
        ]}
        value={draft.releaseId ?? ''}
        onChange={key => onChange({ releaseId: key ? String(key) : undefined })}
      />
      <FieldError message={errors.releaseId} />
    </div>
  );
}

/** Everything that is asked about a booking. */
export function BookFields(
  props: FieldProps & { preview: BookingPreview | undefined },
) {
  const { draft, errors, words, onChange, preview } = props;
  const { t, nameOf, clock, me } = words;
  const [isMore, setMore] = useState(false);
  const length =
    Date.parse(instantOf(draft.end, draft.timeZone)) -
    Date.parse(instantOf(draft.start, draft.timeZone));
  const buffers = preview?.environments.reduce(
    (most, one) => ({
      setup: Math.max(most.setup, one.setupMinutes),
      teardown: Math.max(most.teardown, one.teardownMinutes),
    }),
    { setup: 0, teardown: 0 },
  );
  return (
    <div className={styles.fields}>
      <EnvironmentsField {...props} />
      <div>
        <TextField
          label={t('bookings.dialog.purpose')}
          placeholder={t('bookings.dialog.purposeHint')}
          value={draft.purpose}
          maxLength={200}
          isInvalid={Boolean(errors.purpose)}
          onChange={purpose => onChange({ purpose })}
        />
        <FieldError message={errors.purpose} />
      </div>
      <div className={styles.row}>
        <div>
          <Select
            label={t('bookings.dialog.usage')}
            options={bookingUsageSchema.options.map(id => ({
              id,
              label: usageText(id, t),
            }))}
            value={draft.usage}
            isInvalid={Boolean(errors.usage)}
            onChange={key =>
              key && onChange({ usage: key as BookingDraft['usage'] })
            }
          />
          <FieldError message={errors.usage} />
        </div>
        <div>
          <Select
            label={t('bookings.dialog.for')}
            options={me.groups.map(id => ({ id, label: nameOf(id) }))}
            value={draft.onBehalfOf || null}
            isInvalid={Boolean(errors.onBehalfOf)}
            onChange={key => key && onChange({ onBehalfOf: String(key) })}
          />
          <FieldError message={errors.onBehalfOf} />
        </div>
      </div>
      <div>
        <ModeCards value={draft.mode} onChange={mode => onChange({ mode })} />
        <FieldError message={errors.mode} />
      </div>
      <div className={styles.row}>
        <WallField
          label={t('bookings.dialog.from')}
          value={draft.start}
          error={errors.start}
          onChange={start => onChange(moveStart(draft, start))}
        />
        <WallField
          label={t('bookings.dialog.until')}
          value={draft.end}
          error={errors.end}
          onChange={end => onChange({ end })}
        />
      </div>
      <div className={styles.under}>
        <span>
          {t('bookings.dialog.length', {
            length: lengthOf(length, t),
            zone: clock.timeZone,
          })}
        </span>
        {buffers && buffers.setup + buffers.teardown > 0 && (
          <span>
            {t('bookings.dialog.buffers', {
              setup: lengthOf(buffers.setup * 60_000, t),
              teardown: lengthOf(buffers.teardown * 60_000, t),
            })}
          </span>
        )}
        {!isMore && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiRepeatLine />}
            onPress={() => setMore(true)}
          >
            {t('bookings.dialog.more')}
          </Button>
        )}
      </div>
      {isMore && (
        <>
          <RecurrenceFields
            when={ruleOfDraft(draft)}
            errors={errors}
            onChange={change =>
              onChange({ rule: { ...draft.rule, ...change } })
            }
          />
          <div className={styles.row}>
            <ReleaseField {...props} />
            <div>
              <TextField
                label={t('bookings.dialog.change')}
                placeholder={t('bookings.dialog.changeHint')}
                value={draft.change}
                isInvalid={Boolean(errors.change)}
                onChange={change => onChange({ change })}
              />
              <FieldError message={errors.change} />
            </div>
          </div>
          <Select
            label={t('bookings.dialog.priority')}
            options={bookingPrioritySchema.options.map(id => ({
              id,
              label: t(`bookings.priority.${id}`),
            }))}
            value={draft.priority}
            onChange={key =>
              key && onChange({ priority: key as BookingDraft['priority'] })
            }
          />
        </>
      )}
    </div>
  );
}
