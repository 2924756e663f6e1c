import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  Booking,
  EnvironmentRow,
} from '@release-desk/plugin-releases-common';
import {
  RiCalendarCheckLine,
  RiHourglassLine,
  RiRocketLine,
  RiShieldCheckLine,
} from '@remixicon/react';
import { releasesApiRef } from '../../api';
import { Announcer } from '../../shared/a11y';
import { useNames, useQuery } from '../../shared/data';
import { isForbidden } from '../../shared/states';
import { describeDistance, formatTime } from '../../shared/time';
import { useText } from '../../translation';
import { needsOf } from '../board/needs';
import { DialogHost, useOpenDialog } from '../dialogs';
import {
  agoOf,
  environmentName,
  lengthOf,
  loadAll,
  Me,
  shortDay,
  shortMoment,
  spanOf,
  StatusText,
  useAct,
  useClaimActs,
  useClock,
  useMe,
  ViewSkeleton,
} from '../shared';
import { ItemRow } from '../shared/ItemRow';
import { environmentTokens } from '../tokens';
import styles from './MyEnvironments.module.css';

const SHOWN = 4;
const AHEAD_MS = 14 * 86_400_000;

/** What one's groups hold, are offered, have booked and must attest. */
export function MyEnvironments() {
  return (
    <Announcer>
      <DialogHost>
        <div className={`${environmentTokens} ${styles.widget}`}>
          <Content />
        </div>
      </DialogHost>
    </Announcer>
  );
}

function useMine(me: Me | undefined, now: number) {
  const api = useApi(releasesApiRef);
  const groups = me?.groups.slice(0, 50) ?? [];
  const hour = Math.floor(now / 3_600_000) * 3_600_000;
  return useQuery(me && `mine ${groups.join()} ${hour}`, async signal => {
    const rows = await loadAll(paging =>
      api.listEnvironments({ query: paging }, { signal }),
    );
    if (groups.length === 0)
      return { rows, bookings: [], waiting: [], claims: [] };
    const [bookings, waiting, claims] = await Promise.all([
      loadAll(paging =>
        api.listBookings(
          {
            query: {
              groupRef: groups,
              status: ['pending', 'approved', 'active'],
              from: new Date(hour).toISOString(),
              to: new Date(hour + AHEAD_MS).toISOString(),
              ...paging,
            },
          },
          { signal },
        ),
      ),
      loadAll(paging =>
        api.listWaiting(
          { query: { onBehalfOf: groups, ...paging } },
          { signal },
        ),
      ),
      loadAll(paging =>
        api.listClaims(
          {
            query: {
              group: groups,
              status: ['active', 'handover-offered', 'asked'],
              ...paging,
            },
          },
          { signal },
        ),
      ),
    ]);
    return { rows, bookings, waiting, claims };
  });
}

function Content() {
  const t = useText();
  const clock = useClock();
  const me = useMe();
  const mine = useMine(me, clock.now);
  if (mine.error !== undefined)
    return (
      <div className={styles.empty} role="alert">
        <strong>
          {isForbidden(mine.error)
            ? t('environments.forbidden')
            : t('environments.failed')}
        </strong>
        {!isForbidden(mine.error) && (
          <Button variant="secondary" onPress={mine.reload}>
            {t('shared.error.retry')}
          </Button>
        )}
      </div>
    );
  if (!mine.data || !me) return <ViewSkeleton rows={3} />;
  const { rows, bookings } = mine.data;
  const held = bookings.filter(({ status }) => status === 'active');
  const ahead = bookings.filter(
    ({ status, start }) =>
      status === 'approved' && Date.parse(start) > clock.now,
  );
  const needs = needsOf({
    ...mine.data,
    rows: [],
    pending: [],
    me,
    now: clock.now,
  }).filter(({ kind }) => kind === 'offer' || kind === 'attest');
  if (held.length + ahead.length + needs.length === 0)
    return <Nothing rows={rows} />;
  return (
    <>
      {held.map(booking => (
        <Held key={booking.id} booking={booking} rows={rows} />
      ))}
      <ul className={styles.list}>
        {needs.map(need => (
          <NeedRow key={need.key} need={need} />
        ))}
        {ahead.slice(0, SHOWN).map(booking => (
          <AheadRow key={booking.id} booking={booking} />
        ))}
      </ul>
    </>
  );
}

function Held(props: { booking: Booking; rows: EnvironmentRow[] }) {
  const { booking, rows } = props;
  const { start, end, purpose, environments, id, revision } = booking;
  const t = useText();
  const api = useApi(releasesApiRef);
  const nameOf = useNames();
  const clock = useClock();
  const open = useOpenDialog();
  const name = environments.map(nameOf).join(', ');
  const row = rows.find(one => environments.includes(one.environment.ref));
  const lease = row?.occupancy.lease;
  const length = Date.parse(end) - Date.parse(start);
  const passed = Math.min(
    1,
    Math.max(0, (clock.now - Date.parse(start)) / length),
  );
  const left = lengthOf(Date.parse(end) - clock.now, t);
  const what = [
    lease &&
      t(`environments.now.holder.${lease.holder.kind}`, {
        id: lease.holder.id,
      }),
    purpose,
    lease &&
      t('environments.home.renewed', { ago: agoOf(lease.renewedAt, clock, t) }),
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <section className={styles.held} aria-label={name}>
      <div className={styles.between}>
        <StatusText status="yours">{name}</StatusText>
        <strong>{t('environments.home.left', { length: left })}</strong>
      </div>
      <div
        className={styles.meter}
        role="meter"
        aria-label={t('environments.home.passed', { name })}
        aria-valuemin={0}
        aria-valuemax={Math.round(length / 60_000)}
        aria-valuenow={Math.round((passed * length) / 60_000)}
        aria-valuetext={t('environments.home.minutes', {
          used: String(Math.round((passed * length) / 60_000)),
          all: String(Math.round(length / 60_000)),
        })}
      >
        <span style={{ width: `${passed * 100}%` }} />
      </div>
      <div className={`${styles.between} ${styles.quiet}`}>
        <span>{formatTime(start, clock.timeZone)}</span>
        <span>
          {what}
          {row &&
            row.waiting > 0 &&
            `; ${t('environments.next.wait', { count: row.waiting })}`}
        </span>
        <span>{shortMoment(end, clock)}</span>
      </div>
      <div className={styles.actions}>
        <Button
          variant="secondary"
          onPress={() =>
            open({
              dialog: 'deed',
              title: t('environments.release.title', { name }),
              text: t('environments.release.text', { purpose }),
              deed: t('environments.act.releaseEarly'),
              run: () =>
                api.completeBooking({ params: { id }, revision, body: {} }),
              done: t('environments.done.released', { name }),
            })
          }
        >
          {t('environments.act.releaseEarly')}
        </Button>
        <Button
          variant="tertiary"
          onPress={() => open({ dialog: 'extend', booking })}
        >
          {t('environments.act.extend')}
        </Button>
      </div>
    </section>
  );
}

function NeedRow(props: { need: ReturnType<typeof needsOf>[number] }) {
  const { need } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const nameOf = useNames();
  const clock = useClock();
  const act = useAct();
  const acts = useClaimActs();
  if (need.kind === 'offer') {
    const { entry } = need;
    const name = entry.environments.map(nameOf).join(', ');
    return (
      <ItemRow
        icon={<RiHourglassLine size={16} />}
        tone="yours"
        title={`${name}, ${spanOf(entry.offer!, clock)}`}
        detail={t('environments.home.offeredUntil', {
          moment: shortMoment(entry.offer!.expiresAt, clock),
        })}
        end={
          <Button
            variant="primary"
            onPress={() =>
              act(
                () =>
                  api.answerOffer({
                    params: { id: entry.bookingId },
                    body: { accept: true },
                  }),
                t('environments.done.slotTaken', { name }),
              )
            }
          >
            {t('environments.act.accept')}
          </Button>
        }
      />
    );
  }
  if (need.kind !== 'attest') return null;
  return (
    <ItemRow
      icon={<RiShieldCheckLine size={16} />}
      tone="warn"
      title={t('environments.needs.attest', {
        name: nameOf(need.claim.environmentRef),
      })}
      detail={t('environments.home.by', { day: shortDay(need.dueAt, clock) })}
      end={
        <Button variant="secondary" onPress={() => acts.attest(need.claim)}>
          {t('environments.act.attest')}
        </Button>
      }
    />
  );
}

function AheadRow(props: { booking: Booking }) {
  const { environments, start, purpose } = props.booking;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  return (
    <ItemRow
      icon={<RiRocketLine size={16} />}
      title={`${environments.map(nameOf).join(', ')}, ${shortMoment(
        start,
        clock,
      )}`}
      detail={purpose}
      end={describeDistance(start, clock.now, t)}
    />
  );
}

/** Nothing is held and nothing asks: what is free, and a way to it. */
function Nothing(props: { rows: EnvironmentRow[] }) {
  const t = useText();
  const open = useOpenDialog();
  const free = props.rows.filter(
    ({ occupancy, may }) => occupancy.state === 'free' && may.book,
  );
  return (
    <div className={styles.empty} role="status">
      <span className={styles.sign} aria-hidden>
        <RiCalendarCheckLine size={20} />
      </span>
      <strong>{t('environments.home.nothing')}</strong>
      {free.length > 0 && (
        <span className={styles.quiet}>
          {t('environments.home.free', {
            count: free.length,
            names: free
              .slice(0, 3)
              .map(({ environment }) => environmentName(environment))
              .join(', '),
          })}
        </span>
      )}
      {free.length > 0 && (
        <Button
          variant="secondary"
          onPress={() => open({ dialog: 'book', environmentRefs: [] })}
        >
          {t('environments.act.book')}
        </Button>
      )}
    </div>
  );
}
