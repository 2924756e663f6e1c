import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { PanelSection } from '../../shared/panel';
import {
  describeDistance,
  formatInstant,
  formatSpanWithZone,
  zonePlace,
} from '../../shared/time';
import { useText } from '../../translation';
import styles from './ItemPanel.module.css';
import { Resource } from './resources';

/** The time in the viewer's zone, then in the item's, then in how long; and who. */
export function WhenAndWho(props: {
  item: TimelineItem;
  resource?: Resource;
  timeZone: string;
  now: number;
}) {
  const { item, resource, timeZone, now } = props;
  const t = useText();
  const started = Date.parse(item.start) <= now;
  const over = Date.parse(item.end) <= now;
  let label: string = t('calendar.item.starts');
  if (over) label = t('calendar.item.ended');
  else if (started) label = t('calendar.item.ends');
  const createdBy = resource?.value.createdBy;
  return (
    <PanelSection title={t('calendar.item.whenWho')}>
      <dl className={styles.facts}>
        <dt>{t('calendar.item.yourTime')}</dt>
        <dd className={styles.strong}>{formatSpanWithZone(item, timeZone)}</dd>
        {item.timeZone !== timeZone && (
          <>
            <dt>{zonePlace(item.timeZone)}</dt>
            <dd>
              {formatSpanWithZone(item, item.timeZone)}{' '}
              <span className={styles.muted}>{t('calendar.item.itsZone')}</span>
            </dd>
          </>
        )}
        {resource?.type !== 'release' && item.recurring && resource && (
          <>
            <dt>{t('calendar.item.schedule')}</dt>
            <dd>{resource.value.scheduleText}</dd>
          </>
        )}
        <dt>{label}</dt>
        <dd>{describeDistance(started ? item.end : item.start, now, t)}</dd>
        {item.moveBy && (
          <>
            <dt>{t('calendar.item.moveBy')}</dt>
            <dd className={styles.warn}>
              {formatInstant(item.moveBy, timeZone)}
            </dd>
          </>
        )}
        {item.vendor && (
          <>
            <dt>{t('calendar.item.vendor')}</dt>
            <dd>{item.vendor}</dd>
          </>
        )}
        <dt>{t('calendar.item.owner')}</dt>
        <dd>
          <EntityRefLink entityRef={item.owner} hideIcon />
        </dd>
        {createdBy && (
          <>
            <dt>
              {item.kind === 'release'
                ? t('calendar.item.planned')
                : t('calendar.item.created')}
            </dt>
            <dd>
              <Actor actor={createdBy} />
            </dd>
          </>
        )}
      </dl>
    </PanelSection>
  );
}

/** A user or group as a link; the subject of a service as it is. */
export function Actor(props: { actor: string }) {
  const { actor } = props;
  return /^(user|group):[^/]+\/.+$/.test(actor) ? (
    <EntityRefLink entityRef={actor} hideIcon />
  ) : (
    <>{actor}</>
  );
}
