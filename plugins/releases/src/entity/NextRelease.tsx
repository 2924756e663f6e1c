import { Button, Card } from '@backstage/ui';
import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { RiAddLine } from '@remixicon/react';
import { useOpenDialog } from '../calendar/dialogs';
import { isSettled, releaseStatusOf, Tile } from '../shared/marks';
import { formatSpanWithZone, viewerZone } from '../shared/time';
import { Text, useText } from '../translation';
import styles from './NextRelease.module.css';
import { Standing, standingOf } from './standing';
import { StandingMark } from './StandingMark';
import { Subject } from './subject';

/** The first release to come that ships the subject, or lands in it. */
export function nextReleaseOf(
  items: TimelineItem[],
  { ref, kind, parts, systems }: Subject,
): TimelineItem | undefined {
  const isIts = (item: TimelineItem) => {
    if (kind === 'domain')
      return item.systems.some(system => systems.includes(system));
    if ((item.distance ?? 0) > 0) return false;
    return (
      kind === 'environment' ||
      item.entities.some(one => one.ref === ref || parts.includes(one.ref))
    );
  };
  return items.find(
    item => item.kind === 'release' && !isSettled(item.status) && isIts(item),
  );
}

/** The same standing with the name of the freeze. */
export function namedStanding(
  t: Text,
  item: TimelineItem,
  standing: Standing,
): string {
  const titles = item.collisions
    .filter(({ kind, overrideId }) => kind === 'freeze' && !overrideId)
    .filter(
      ({ enforcement }) =>
        enforcement === (standing.tone === 'negative' ? 'hard' : 'soft'),
    )
    .map(({ title }) => title)
    .join(', ');
  if (standing.icon === 'freeze' && titles)
    return t('entity.standing.fallsInto', { title: titles });
  if (standing.icon === 'care' && titles)
    return t('entity.standing.acknowledgeTitle', { title: titles });
  return standing.icon === 'door'
    ? t('entity.standing.openThen')
    : standing.text;
}

/** The next release, what it is and how it stands. */
export function NextRelease(props: {
  subject: Subject;
  release: TimelineItem | undefined;
  now: number;
}) {
  const { subject, release, now } = props;
  const t = useText();
  const open = useOpenDialog();
  const standing = release && standingOf(t, release, now);
  const own = release?.entities.find(({ ref }) => ref === subject.ref);
  const title =
    release && own?.version && !release.title.includes(own.version)
      ? `${own.version}, ${release.title}`
      : release?.title;
  const initial =
    subject.kind === 'environment'
      ? { environmentRefs: [subject.ref] }
      : { entityRefs: subject.kind === 'system' ? [] : [subject.ref] };

  return (
    <Card className={styles.card}>
      <h2 className={styles.eyebrow}>
        {t('entity.next.title', { name: subject.name })}
      </h2>
      {!release && (
        <>
          <p className={styles.muted}>{t('entity.next.none')}</p>
          <div>
            <Button
              variant="secondary"
              iconStart={<RiAddLine />}
              onPress={() =>
                open({ dialog: 'create', kind: 'release', initial })
              }
            >
              {t('entity.next.plan')}
            </Button>
          </div>
        </>
      )}
      {release && standing && (
        <div className={styles.release}>
          <Tile look="release" />
          <div>
            <p className={styles.title}>{title}</p>
            <p className={styles.muted}>
              {formatSpanWithZone(release, viewerZone())},{' '}
              {t(
                `shared.status.${releaseStatusOf(release) ?? 'planned'}`,
              ).toLocaleLowerCase()}
            </p>
            <StandingMark
              standing={standing}
              text={namedStanding(t, release, standing)}
            />
          </div>
        </div>
      )}
    </Card>
  );
}
