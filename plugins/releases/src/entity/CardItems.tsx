import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { rootRouteRef } from '../routes';
import { headlineOf, lookOf, Tile } from '../shared/marks';
import { formatInstant, inZone, viewerZone } from '../shared/time';
import { useText } from '../translation';
import styles from './EntityReleasesCard.module.css';
import { itemHref } from './itemHref';
import { nextReleaseOf } from './NextRelease';
import { standingOf } from './standing';
import { StandingMark } from './StandingMark';
import { Subject } from './subject';
import { upcomingOf } from './upcoming';

const FOLLOWING = 2;

/** The next release, and at most two things that follow. */
export function CardItems(props: {
  subject: Subject;
  items: TimelineItem[];
  now: number;
}) {
  const { subject, items, now } = props;
  const t = useText();
  const root = useRouteRef(rootRouteRef)?.();
  const zone = viewerZone();
  const release = nextReleaseOf(items, subject);
  const following = upcomingOf(items)
    .filter(
      item =>
        item.id !== release?.id &&
        item.kind !== 'allow' &&
        Date.parse(item.start) > now,
    )
    .slice(0, FOLLOWING);
  const name = (item: TimelineItem) =>
    root ? (
      <Link
        weight={item === release ? 'bold' : 'regular'}
        href={itemHref(root, item, zone)}
      >
        {headlineOf(item).full}
      </Link>
    ) : (
      headlineOf(item).full
    );

  return (
    <>
      <section className={styles.section}>
        <h4 className={styles.eyebrow}>{t('entity.card.nextRelease')}</h4>
        {release ? (
          <div className={styles.release}>
            <Tile look="release" />
            <div>
              <strong>{name(release)}</strong>
              <p className={styles.text}>
                {formatInstant(release.start, zone)}
              </p>
              <StandingMark standing={standingOf(t, release, now)} />
            </div>
          </div>
        ) : (
          <p className={styles.text}>{t('entity.card.nothingPlanned')}</p>
        )}
      </section>
      {following.length > 0 && (
        <section className={styles.section}>
          <h4 className={styles.eyebrow}>{t('entity.card.then')}</h4>
          <ul className={styles.list}>
            {following.map(item => (
              <li key={item.id}>
                <Tile look={lookOf(item)} />
                <span className={styles.name}>{name(item)}</span>
                <span className={styles.text}>
                  {inZone(item.start, zone).toFormat('ccc d LLL')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
