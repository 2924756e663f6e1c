import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Button, Link } from '@backstage/ui';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { RiShieldCheckLine } from '@remixicon/react';
import { ReactNode, useState } from 'react';
import { rootRouteRef } from '../../routes';
import { Announcer } from '../../shared/a11y';
import { useNames } from '../../shared/data';
import { isForbidden } from '../../shared/states';
import { useText } from '../../translation';
import { nowWords } from '../board/nowWords';
import { ActionButton } from '../board/BoardRow';
import { DialogHost } from '../dialogs';
import {
  environmentName,
  shortDay,
  STATUS_LOOKS,
  useClaimActs,
  useClock,
  useEntityHref,
  useMe,
  useRowActions,
  ViewSkeleton,
} from '../shared';
import { BookingItem } from '../shared/BookingItem';
import { ItemRow } from '../shared/ItemRow';
import { environmentTokens } from '../tokens';
import styles from './GroupEnvironmentsCard.module.css';
import { useGroupEnvironments } from './useGroupEnvironments';

const SHOWN = 5;

/** What a group owns, has booked and must attest, on its page. */
export function GroupEnvironmentsCard() {
  const t = useText();
  const root = useRouteRef(rootRouteRef)?.();
  return (
    <Announcer>
      <DialogHost>
        <EntityInfoCard
          title={t('environments.title')}
          headerActions={
            root && (
              <Link href={`${root}/environments/board`}>
                {t('environments.group.board')}
              </Link>
            )
          }
        >
          <div className={environmentTokens}>
            <Content />
          </div>
        </EntityInfoCard>
      </DialogHost>
    </Announcer>
  );
}

function Content() {
  const { entity } = useEntity();
  const t = useText();
  const clock = useClock();
  const nameOf = useNames();
  const me = useMe();
  const acts = useClaimActs();
  const group = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const query = useGroupEnvironments(group, clock);
  const [isOpen, setOpen] = useState(false);
  if (query.error !== undefined)
    return (
      <div role="alert">
        <p>
          {isForbidden(query.error)
            ? t('environments.forbidden')
            : t('environments.failed')}
        </p>
        {!isForbidden(query.error) && (
          <Button variant="secondary" onPress={query.reload}>
            {t('shared.error.retry')}
          </Button>
        )}
      </div>
    );
  if (!query.data) return <ViewSkeleton rows={3} />;
  const { owned, mustAttest, bookings, hoursThisWeek } = query.data;
  if (owned.length + mustAttest.length + bookings.length === 0)
    return <p className={styles.quiet}>{t('environments.group.nothing')}</p>;
  const isMine = me?.groups.includes(group);
  const shown = isOpen ? bookings : bookings.slice(0, SHOWN);
  return (
    <>
      {mustAttest.length > 0 && (
        <Section
          title={t('environments.group.mustAttest')}
          count={mustAttest.length}
        >
          {mustAttest.map(({ claim, dueAt }) => {
            const name = nameOf(claim.environmentRef);
            return (
              <ItemRow
                key={claim.id}
                icon={<RiShieldCheckLine size={16} />}
                tone="warn"
                title={<Name environmentRef={claim.environmentRef} />}
                detail={t('environments.group.attestBy', {
                  day: shortDay(dueAt, clock),
                })}
                end={
                  isMine && (
                    <ActionButton
                      variant="primary"
                      name={name}
                      action={{
                        id: 'attest',
                        label: t('environments.act.attest'),
                        run: () => acts.attest(claim),
                      }}
                    />
                  )
                }
              />
            );
          })}
        </Section>
      )}
      {owned.length > 0 && (
        <Section title={t('environments.group.owns')} count={owned.length}>
          {owned.map(row => (
            <OwnedItem key={row.environment.ref} row={row} />
          ))}
        </Section>
      )}
      {bookings.length > 0 && (
        <Section
          title={t('environments.group.booked')}
          count={bookings.length}
          note={t('environments.group.hours', {
            hours: String(Math.round(hoursThisWeek)),
          })}
        >
          {shown.map(booking => (
            <BookingItem key={booking.id} booking={booking} />
          ))}
        </Section>
      )}
      {bookings.length > SHOWN && (
        <Button
          variant="tertiary"
          aria-expanded={isOpen}
          onPress={() => setOpen(!isOpen)}
        >
          {isOpen
            ? t('environments.needs.fewer')
            : t('environments.group.more', { count: bookings.length - SHOWN })}
        </Button>
      )}
    </>
  );
}

function Section(props: {
  title: string;
  count: number;
  note?: string;
  children: ReactNode;
}) {
  const { title, count, note, children } = props;
  return (
    <section className={styles.section}>
      <h4 className={styles.head}>
        <span>
          {title} <span className={styles.quiet}>{count}</span>
        </span>
        {note && <span className={styles.quiet}>{note}</span>}
      </h4>
      <ul className={styles.list}>{children}</ul>
    </section>
  );
}

function Name(props: { environmentRef: string; label?: string }) {
  const { environmentRef, label } = props;
  const nameOf = useNames();
  const href = useEntityHref()(environmentRef);
  const name = label ?? nameOf(environmentRef);
  return href ? (
    <Link weight="bold" href={`${href}/environment`}>
      {name}
    </Link>
  ) : (
    <strong>{name}</strong>
  );
}

function OwnedItem(props: { row: EnvironmentRow }) {
  const { row } = props;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const now = nowWords(row, { t, clock, nameOf });
  const look = STATUS_LOOKS[now.status];
  const { main } = useRowActions(row);
  const [action] = main;
  const marks = [
    now.title,
    row.findings.length > 0 &&
      t('environments.group.findings', { count: row.findings.length }),
    row.idle.idle &&
      row.idle.days !== undefined &&
      t('environments.board.idle', { count: row.idle.days }),
  ].filter(Boolean);
  return (
    <ItemRow
      icon={<look.Icon size={16} />}
      tone={look.tone}
      title={
        <Name
          environmentRef={row.environment.ref}
          label={environmentName(row.environment)}
        />
      }
      detail={marks.join('; ')}
      end={
        action && (
          <ActionButton
            action={action}
            name={environmentName(row.environment)}
            variant="tertiary"
          />
        )
      }
    />
  );
}
