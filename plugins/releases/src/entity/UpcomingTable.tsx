import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Card,
  Link,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { rootRouteRef } from '../routes';
import { QueryState, useEntityName } from '../shared/data';
import { headlineOf, lookOf, Tile } from '../shared/marks';
import { FailureState } from '../shared/states';
import { viewerZone } from '../shared/time';
import { useText } from '../translation';
import { itemHref } from './itemHref';
import { standingOf } from './standing';
import { StandingMark } from './StandingMark';
import { Subject } from './subject';
import { touchesOf } from './touches';
import { upcomingOf } from './upcoming';
import { detailOf, whenLines } from './upcomingWhen';
import styles from './UpcomingTable.module.css';

/** So many at first, and so many more with every click. */
const FIRST = 8;
const MORE = 20;

/** What is to come for the subject, alone or with its neighbours. */
export function UpcomingTable(props: {
  subject: Subject;
  items: QueryState<TimelineItem[]>;
  withNeighbours: boolean;
  onNeighbours(withNeighbours: boolean): void;
  now: number;
}) {
  const { subject, items, withNeighbours, onNeighbours, now } = props;
  const t = useText();
  const nameOf = useEntityName();
  const root = useRouteRef(rootRouteRef)?.();
  const zone = viewerZone();
  const [limit, setLimit] = useState(FIRST);
  const data = upcomingOf(items.data ?? []);
  const shown = data.slice(0, limit);

  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('entity.upcoming.title')}</h2>
        <ToggleButtonGroup
          aria-label={t('entity.upcoming.touches')}
          className={styles.toggle}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[withNeighbours ? 'near' : 'own']}
          onSelectionChange={keys => onNeighbours(keys.has('near'))}
        >
          <ToggleButton id="own">
            {t(`entity.upcoming.own.${subject.kind}`)}
          </ToggleButton>
          <ToggleButton id="near">
            {t('entity.upcoming.neighbours')}
          </ToggleButton>
        </ToggleButtonGroup>
      </div>
      {items.error !== undefined && (
        <FailureState error={items.error} onRetry={items.reload} />
      )}
      {!items.data && items.error === undefined && (
        <Skeleton width="100%" height={200} />
      )}
      {items.data && data.length === 0 && (
        <div className={styles.empty} role="status">
          <strong>{t('entity.upcoming.emptyTitle')}</strong>
          <span>
            {withNeighbours
              ? t('entity.upcoming.empty')
              : t('entity.upcoming.emptyOwn')}
          </span>
        </div>
      )}
      {shown.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('entity.upcoming.when')}</th>
              <th scope="col">{t('entity.upcoming.what')}</th>
              <th scope="col">{t('entity.upcoming.touches')}</th>
              <th scope="col">{t('entity.upcoming.standing')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(item => {
              const [day, time] = whenLines(t, item, zone);
              return (
                <tr key={item.id}>
                  <td className={styles.when}>
                    <strong>{day}</strong>
                    <span>{time}</span>
                  </td>
                  <th scope="row">
                    <span className={styles.what}>
                      <Tile look={lookOf(item)} />
                      <span>
                        {root ? (
                          <Link weight="bold" href={itemHref(root, item, zone)}>
                            {headlineOf(item).full}
                          </Link>
                        ) : (
                          headlineOf(item).full
                        )}
                        <span className={styles.detail}>
                          {detailOf(t, item, zone)}
                        </span>
                      </span>
                    </span>
                  </th>
                  <td className={styles.muted}>
                    {touchesOf(t, item, subject, nameOf)}
                  </td>
                  <td>
                    <StandingMark standing={standingOf(t, item, now)} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {data.length > limit && (
        <div>
          <Button variant="tertiary" onPress={() => setLimit(limit + MORE)}>
            {t('entity.upcoming.more', {
              number: String(Math.min(MORE, data.length - limit)),
              left: String(data.length - limit),
            })}
          </Button>
        </div>
      )}
    </Card>
  );
}
