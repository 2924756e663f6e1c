import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button, DatePicker, DialogTrigger, Popover } from '@backstage/ui';
import { CalendarDate, parseDate } from '@internationalized/date';
import {
  Environment,
  wallToInstant,
} from '@release-desk/plugin-releases-common';
import {
  RiAddLine,
  RiLockUnlockLine,
  RiRefreshLine,
  RiUserUnfollowLine,
} from '@remixicon/react';
import { useMemo, useState } from 'react';
import { releasesApiRef } from '../../api';
import { useNames, useQuery } from '../../shared/data';
import { inZone } from '../../shared/time';
import { useText } from '../../translation';
import { loadAll, longDay, Panel, useClock } from '../shared';
import { environmentTokens } from '../tokens';
import styles from './EnvironmentContent.module.css';
import { historyOf } from './history';

const SHOWN = 8;
const RECENT = 100;

const ICONS = {
  claimed: RiAddLine,
  ended: RiUserUnfollowLine,
  broken: RiLockUnlockLine,
  released: RiRefreshLine,
};

/** What became of it: who owned it, who had to let go, who let go early. */
export function HistoryPanel(props: { environment: Environment }) {
  const { ref } = props.environment;
  const t = useText();
  const api = useApi(releasesApiRef);
  const nameOf = useNames();
  const clock = useClock();
  const [isOpen, setOpen] = useState(false);
  const happened = useQuery(`history ${ref}`, async signal => {
    const [claims, leases, bookings] = await Promise.all([
      loadAll(paging =>
        api.listClaims(
          { query: { environmentRef: [ref], ...paging } },
          { signal },
        ),
      ),
      api.listLeases(
        {
          query: { environmentRef: [ref], status: ['broken'], limit: RECENT },
        },
        { signal },
      ),
      api.listBookings(
        {
          query: {
            environmentRef: [ref],
            status: ['completed'],
            order: '-start',
            limit: RECENT,
          },
        },
        { signal },
      ),
    ]);
    return { claims, leases: leases.items, bookings: bookings.items };
  });
  const events = useMemo(
    () => (happened.data ? historyOf({ ...happened.data, t, nameOf }) : []),
    [happened.data, t, nameOf],
  );
  const shown = isOpen ? events : events.slice(0, SHOWN);
  return (
    <Panel
      title={t('environments.history.title')}
      actions={<WhoOwned environmentRef={ref} />}
    >
      {happened.error !== undefined && (
        <span className={styles.quiet}>{t('environments.history.failed')}</span>
      )}
      {happened.data && events.length === 0 && (
        <span className={styles.quiet}>{t('environments.history.none')}</span>
      )}
      <ol className={styles.events}>
        {shown.map(({ key, at, kind, title, detail }) => {
          const Icon = ICONS[kind];
          return (
            <li key={key}>
              <time dateTime={at}>{longDay(at, clock)}</time>
              <span className={styles.icon} aria-hidden>
                <Icon size={16} />
              </span>
              <span>
                {title}
                {detail && (
                  <span className={`${styles.meta} ${styles.quiet}`}>
                    {detail}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {events.length > SHOWN && (
        <Button
          variant="tertiary"
          aria-expanded={isOpen}
          onPress={() => setOpen(!isOpen)}
        >
          {isOpen
            ? t('environments.needs.fewer')
            : t('environments.needs.more', { count: events.length - SHOWN })}
        </Button>
      )}
    </Panel>
  );
}

/** Who owned it on a day that one chooses, at its end. */
function WhoOwned(props: { environmentRef: string }) {
  const { environmentRef } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const nameOf = useNames();
  const { now, timeZone } = useClock();
  const [day, setDay] = useState(() => inZone(now, timeZone).toISODate()!);
  const at = wallToInstant({ wall: `${day}T23:59:59`, timeZone });
  const owners = useQuery(`owners ${environmentRef} ${day}`, signal =>
    api.getEnvironmentOwners(
      { params: parseEntityRef(environmentRef), query: { at } },
      { signal },
    ),
  );
  const [owner] = owners.data?.items ?? [];
  return (
    <DialogTrigger>
      <Button variant="tertiary">{t('environments.history.who')}</Button>
      <Popover>
        <div className={environmentTokens} style={{ width: 240 }}>
          <DatePicker
            label={t('environments.history.day')}
            granularity="day"
            value={parseDate(day)}
            onChange={next =>
              next instanceof CalendarDate && setDay(next.toString())
            }
          />
          <p aria-live="polite" style={{ margin: '12px 0 0' }}>
            {owners.error !== undefined && t('environments.history.failed')}
            {owners.data &&
              (owner ? (
                <strong>{nameOf(owner.group)}</strong>
              ) : (
                t('environments.history.nobody')
              ))}
          </p>
        </div>
      </Popover>
    </DialogTrigger>
  );
}
