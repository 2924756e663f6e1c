import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonLink,
  Link,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { RiAddLine, RiArrowRightLine, RiDoorOpenLine } from '@remixicon/react';
import { useState } from 'react';
import { DialogHost, useOpenDialog } from '../calendar/dialogs';
import { itemHref } from '../entity/itemHref';
import { foldAnswers } from '../entity/verdict';
import { StandingMark } from '../entity/StandingMark';
import type { Standing } from '../entity/standing';
import { rootRouteRef } from '../routes';
import { useTimeline } from '../shared/data';
import { headlineOf, lookOf, Tile } from '../shared/marks';
import { isForbidden } from '../shared/states';
import { formatInstant, useNow, viewerZone } from '../shared/time';
import { tokens } from '../shared/tokens';
import { useText } from '../translation';
import { comingUp, ComingRow } from './comingUp';
import styles from './ComingUp.module.css';
import { Owned, useOwned } from './useOwned';

const AHEAD_MS = 14 * 86_400_000;
const HOUR = 3_600_000;
const SHOWN = 6;

/** What is coming up in the next 14 days for what one owns. */
export function ComingUp() {
  return (
    <DialogHost>
      <Content />
    </DialogHost>
  );
}

function Content() {
  const t = useText();
  const now = useNow();
  const root = useRouteRef(rootRouteRef)?.();
  const [near, setNear] = useState(true);
  const owned = useOwned();
  const from = new Date(Math.floor(now / HOUR) * HOUR).toISOString();
  const items = useTimeline(
    owned.data && owned.data.owners.length > 0
      ? {
          from,
          to: new Date(Date.parse(from) + AHEAD_MS).toISOString(),
          ownerRef: owned.data.owners.slice(0, 50),
          hops: near ? 1 : 0,
        }
      : undefined,
  );
  // Nothing is not shown before it is known to be nothing.
  const isReady = owned.data?.owners.length === 0 || items.data !== undefined;
  const error = owned.error ?? items.error;
  // What is closed already is told above; when something opens, its release says.
  const shown = (items.data ?? []).filter(
    ({ kind, start }) =>
      kind !== 'allow' && (kind !== 'freeze' || Date.parse(start) >= now),
  );

  return (
    <div className={`${tokens} ${styles.widget}`}>
      <div className={styles.bar}>
        <ToggleButtonGroup
          aria-label={t('home.shows')}
          className={styles.toggle}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[near ? 'near' : 'mine']}
          onSelectionChange={keys => setNear(keys.has('near'))}
        >
          <ToggleButton id="mine">{t('home.mine')}</ToggleButton>
          <ToggleButton id="near">{t('home.neighbourhood')}</ToggleButton>
        </ToggleButtonGroup>
        {root && (
          <ButtonLink
            variant="tertiary"
            aria-label={t('home.open')}
            href={`${root}/calendar`}
          >
            <RiArrowRightLine size={16} />
          </ButtonLink>
        )}
      </div>
      {error !== undefined && (
        <div className={styles.empty} role="alert">
          <strong>
            {isForbidden(error)
              ? t('shared.forbidden.title')
              : t('home.failed')}
          </strong>
          {!isForbidden(error) && (
            <Button
              variant="secondary"
              onPress={() => {
                owned.reload();
                items.reload();
              }}
            >
              {t('home.tryAgain')}
            </Button>
          )}
        </div>
      )}
      {error === undefined && !isReady && (
        <div role="status" aria-label={t('home.loading')}>
          <Skeleton width="100%" height={52} />
          <Skeleton width="100%" height={160} />
        </div>
      )}
      {error === undefined && isReady && owned.data && (
        <>
          <ClosedNote owned={owned.data} />
          {shown.length === 0 && <Empty owned={owned.data} />}
          {comingUp(t, shown.slice(0, SHOWN), {
            now,
            timeZone: viewerZone(),
            owned: new Set([...owned.data.owners, ...owned.data.components]),
          }).map(({ title, rows }) => (
            <section key={title}>
              <h4 className={styles.day}>{title}</h4>
              <ul className={styles.rows}>
                {rows.map(row => (
                  <Row key={row.item.id} row={row} root={root} />
                ))}
              </ul>
            </section>
          ))}
          {shown.length > 0 && root && (
            <p className={styles.all}>
              <Link
                href={`${root}/calendar?view=list&near=${
                  near ? 'near' : 'mine'
                }`}
              >
                {t('home.all', { count: shown.length })}
              </Link>
            </p>
          )}
        </>
      )}
    </div>
  );
}

function ClosedNote(props: { owned: Owned }) {
  const { answers, components } = props.owned;
  const t = useText();
  const closed = answers.filter(({ state }) => state === 'closed');
  if (closed.length === 0) return null;
  const { because, changesAt } = foldAnswers(closed);
  const title = [...new Set(because.map(one => one.title))].join(', ');
  return (
    <div className={styles.note}>
      <span className={styles.sign} aria-hidden>
        <Tile look="freeze-hard" />
      </span>
      <span>
        <strong>
          {t('home.closed', {
            count: closed.length,
            total: String(components.length),
          })}
        </strong>{' '}
        <span className={styles.muted}>
          {changesAt
            ? t('home.until', {
                moment: formatInstant(changesAt, viewerZone()),
                title,
              })
            : t('home.untilUnknown', { title })}
        </span>
      </span>
    </div>
  );
}

function Empty(props: { owned: Owned }) {
  const { components, answers } = props.owned;
  const t = useText();
  const open = useOpenDialog();
  const allOpen = answers.every(({ state }) => state !== 'closed');
  return (
    <div className={styles.empty} role="status">
      <span className={styles.door} aria-hidden>
        <RiDoorOpenLine size={20} />
      </span>
      <strong>{t('home.empty')}</strong>
      {components.length === 0 && (
        <span className={styles.muted}>{t('home.owned')}</span>
      )}
      {components.length > 0 && allOpen && (
        <span className={styles.muted}>
          {t('home.allOpen', { count: components.length })}
        </span>
      )}
      <Button
        variant="secondary"
        iconStart={<RiAddLine />}
        onPress={() => open({ dialog: 'create', kind: 'release' })}
      >
        {t('home.plan')}
      </Button>
    </div>
  );
}

const MARKS: Record<
  NonNullable<ComingRow['standing']>,
  Pick<Standing, 'tone' | 'icon'> & {
    word: 'openThen' | 'inFreeze' | 'acknowledge' | 'override';
  }
> = {
  open: { tone: 'positive', icon: 'door', word: 'openThen' },
  freeze: { tone: 'negative', icon: 'freeze', word: 'inFreeze' },
  acknowledge: { tone: 'warning', icon: 'care', word: 'acknowledge' },
  override: { tone: 'positive', icon: 'key', word: 'override' },
};

function Row(props: { row: ComingRow; root: string | undefined }) {
  const { row, root } = props;
  const { item, time, detail, standing } = row;
  const t = useText();
  const mark = standing && MARKS[standing];
  return (
    <li className={styles.row}>
      <span className={styles.time}>{time}</span>
      <Tile look={lookOf(item)} />
      <span className={styles.words}>
        {root ? (
          <Link weight="bold" href={itemHref(root, item, viewerZone())}>
            {headlineOf(item).full}
          </Link>
        ) : (
          <strong>{headlineOf(item).full}</strong>
        )}
        <span className={styles.muted}>
          <span className={styles.narrowTime}>{time}, </span>
          {detail}
        </span>
      </span>
      {mark && (
        <span className={styles.standing}>
          <StandingMark standing={{ ...mark, text: t(`home.${mark.word}`) }} />
        </span>
      )}
    </li>
  );
}
