import { Button } from '@backstage/ui';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Collision,
  overrideRequestPermission,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { shortName } from '../../shared/data';
import { endMarkOf, EndMarkIcon, LookIcon, lookOf } from '../../shared/marks';
import { formatInstant, inZone } from '../../shared/time';
import { useText } from '../../translation';
import { useOpenDialog } from '../dialogs';
import { isMovable, shiftItem } from '../move';
import { EnvironmentState } from './environmentStates';
import styles from './ItemPanel.module.css';

/** Where a release goes that must wait until the last of its freezes is over. */
export function wayOutOf(item: TimelineItem, freezes: Collision[]) {
  const end = freezes
    .map(freeze => freeze.end)
    .sort()
    .pop()!;
  const minutes = (Date.parse(end) - Date.parse(item.start)) / 60_000;
  return shiftItem(item, { days: 0, minutes }, 'UTC');
}

/** That a release falls into a freeze, and the ways out. */
export function CollisionCard(props: {
  item: TimelineItem;
  timeZone: string;
  environments?: EnvironmentState[];
}) {
  const { item, timeZone, environments } = props;
  const t = useText();
  const openDialog = useOpenDialog();
  const mayRequest = usePermission({ permission: overrideRequestPermission });
  const mark = endMarkOf(item);
  const freezes = item.collisions.filter(
    ({ kind, overrideId, enforcement }) =>
      kind === 'freeze' &&
      (mark === 'override'
        ? overrideId !== undefined
        : overrideId === undefined &&
          enforcement === (mark === 'collides' ? 'hard' : 'soft')),
  );
  if (!mark || freezes.length === 0) return null;

  const titles = freezes.map(({ title }) => title).join(', ');
  const title = {
    collides: t('calendar.item.falls', { title: titles }),
    'collides-soft': t('calendar.item.softly', { title: titles }),
    override: t('calendar.item.overridden', { title: titles }),
  }[mark];
  const closed = environments?.filter(({ state }) =>
    mark === 'collides' ? state === 'closed' : state !== 'open',
  );
  const names = closed?.map(({ environmentRef }) => shortName(environmentRef));
  const values = {
    where: names?.length ? names.join(', ') : t('calendar.item.all'),
    until: formatInstant(
      freezes
        .map(({ end }) => end)
        .sort()
        .pop()!,
      timeZone,
    ),
  };
  let text = '';
  if (mark === 'collides-soft') text = t('calendar.item.askUntil', values);
  else if (mark === 'collides')
    text =
      (names?.length ?? 0) > 1
        ? t('calendar.item.closedUntilMany', values)
        : t('calendar.item.closedUntil', values);
  const target = wayOutOf(item, freezes);

  return (
    <div className={styles.collision} data-mark={mark}>
      <div className={styles.collisionTitle}>
        <EndMarkIcon mark={mark} size={16} />
        {title}
      </div>
      {text && <div>{text}</div>}
      {mark === 'collides' && (
        <div className={styles.ways}>
          {isMovable(item) && (
            <Button
              size="small"
              variant="primary"
              onPress={() => openDialog({ dialog: 'move', item, to: target })}
            >
              {t('calendar.item.moveTo', {
                when: inZone(target.start, timeZone).toFormat(
                  'ccc d LLL, HH:mm',
                ),
              })}
            </Button>
          )}
          {mayRequest.allowed &&
            freezes.map(freeze => (
              <Button
                key={freeze.itemId}
                size="small"
                variant="secondary"
                onPress={() =>
                  openDialog({
                    dialog: 'override',
                    window: {
                      id: freeze.sourceId,
                      title: freeze.title,
                      end: freeze.end,
                    },
                    release: {
                      id: item.sourceId,
                      title: item.title,
                      entityRefs: item.entities.map(({ ref }) => ref),
                      environmentRefs: item.environments,
                      end: item.end,
                    },
                  })
                }
              >
                {freezes.length > 1
                  ? `${t('calendar.item.requestOverride')}: ${freeze.title}`
                  : t('calendar.item.requestOverride')}
              </Button>
            ))}
        </div>
      )}
    </div>
  );
}

/** That a freeze overlaps others with which it shares an entity. */
export function OverlapCard(props: { item: TimelineItem; titles: string[] }) {
  const { item, titles } = props;
  const t = useText();
  return (
    <div className={styles.collision} data-mark="collides-soft">
      <div className={styles.collisionTitle}>
        <LookIcon look={lookOf(item)} size={16} />
        {t('calendar.item.overlaps', { titles: titles.join(', ') })}
      </div>
    </div>
  );
}
