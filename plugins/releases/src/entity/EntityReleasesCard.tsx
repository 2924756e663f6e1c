import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink, Skeleton } from '@backstage/ui';
import {
  RiArrowRightLine,
  RiDoorOpenLine,
  RiQuestionLine,
  RiSnowflakeLine,
} from '@remixicon/react';
import { ReactNode, useMemo } from 'react';
import { useTimeline } from '../shared/data';
import { isForbidden } from '../shared/states';
import { formatInstant, useNow, viewerZone } from '../shared/time';
import { tokens } from '../shared/tokens';
import { Text, useText } from '../translation';
import { AnswerLook, foldParts, lookOfVerdict, whatText } from './answerWords';
import { CardItems } from './CardItems';
import styles from './EntityReleasesCard.module.css';
import { choosePlace, placesOf } from './places';
import { Subject, subjectOf } from './subject';
import { subjectFilter } from './subjectFilter';
import { useEntityHref } from './useEntityHref';
import { useAnswers, useOpenness } from './useOpenness';
import { Question } from './useQuestion';
import { Verdict } from './verdict';

const AHEAD_MS = 60 * 86_400_000;
const HOUR = 3_600_000;
const DEPLOY: Question = { who: 'anyone', action: 'deploy' };

/** `Closed until Tue 1 Dec 06:00 CET` */
function headline(t: Text, look: AnswerLook, verdict?: Verdict): string {
  const moment =
    verdict?.changesAt && formatInstant(verdict.changesAt, viewerZone());
  if (look === 'unknown') return t('entity.card.unknown');
  if (look === 'acknowledge') return t('entity.card.acknowledge');
  if (look === 'told') return t('entity.card.told');
  if (look === 'closed')
    return moment
      ? t('entity.card.closed', { moment })
      : t('entity.card.closedForever');
  return moment && verdict.changesTo === 'closed'
    ? t('entity.card.open', { moment })
    : t('entity.card.openForever');
}

const ICONS: Record<AnswerLook, ReactNode> = {
  closed: <RiSnowflakeLine size={20} />,
  acknowledge: <RiSnowflakeLine size={20} />,
  told: <RiDoorOpenLine size={20} />,
  open: <RiDoorOpenLine size={20} />,
  unknown: <RiQuestionLine size={20} />,
};

/** The verdict, the next release and what follows, for the overview of an entity. */
export function EntityReleasesCard() {
  const { entity } = useEntity();
  const subject = useMemo(() => subjectOf(entity), [entity]);
  const t = useText();
  const href = useEntityHref()(subject.ref);
  return (
    <EntityInfoCard
      className={tokens}
      title={t('entity.title')}
      headerActions={
        href && (
          <ButtonLink
            variant="tertiary"
            aria-label={t('entity.card.more')}
            href={`${href}/releases`}
          >
            <RiArrowRightLine size={16} />
          </ButtonLink>
        )
      }
    >
      <CardContent key={subject.ref} subject={subject} />
    </EntityInfoCard>
  );
}

function CardContent(props: { subject: Subject }) {
  const { subject } = props;
  const t = useText();
  const now = useNow();
  const isEnvironment = subject.kind === 'environment';
  const openness = useOpenness(subject, { now, question: DEPLOY });
  const environments = openness.data;
  const places = placesOf(environments ?? []);
  const place = isEnvironment
    ? undefined
    : choosePlace(places, environments ?? [], undefined);
  const answers = useAnswers(subject, {
    question: DEPLOY,
    place,
    isReady: environments !== undefined,
  });
  const from = new Date(Math.floor(now / HOUR) * HOUR).toISOString();
  const items = useTimeline({
    ...subjectFilter(subject, false),
    from,
    to: new Date(Date.parse(from) + AHEAD_MS).toISOString(),
  });

  const error = openness.error ?? answers.error;
  if (isForbidden(error))
    return (
      <p className={styles.text}>
        {t('shared.forbidden.title')}.{' '}
        {t('shared.forbidden.permission', {
          permission: 'releases.window.read',
        })}
      </p>
    );
  const folded =
    answers.data && answers.data.flat().length > 0
      ? foldParts(answers.data)
      : undefined;
  if (error === undefined && !folded)
    return (
      <div role="status" aria-label={t('entity.card.loading')}>
        <Skeleton width="80%" height={24} />
        <Skeleton width="100%" height={64} />
      </div>
    );

  const verdict = error === undefined ? folded?.verdict : undefined;
  const look = verdict ? lookOfVerdict(verdict) : 'unknown';
  const openPlaces = (environments ?? [])
    .filter(row => row.now.state === 'open')
    .map(
      row => row.environmentTitle ?? row.environmentRef?.split('/').pop() ?? '',
    )
    .filter(Boolean);

  return (
    <div className={styles.card}>
      <div className={styles.verdict} aria-live="polite">
        <span className={styles.sign} data-look={look} aria-hidden>
          {ICONS[look]}
        </span>
        <div>
          <p className={styles.headline}>{headline(t, look, verdict)}</p>
          {verdict ? (
            <VerdictText
              look={look}
              verdict={verdict}
              what={whatText(t, DEPLOY, place)}
              openPlaces={openPlaces}
              then={
                items.data?.find(
                  item =>
                    item.kind === 'freeze' &&
                    item.enforcement === 'hard' &&
                    item.start === verdict.changesAt,
                )?.title
              }
            />
          ) : (
            <p className={styles.text}>
              {t('entity.card.unknownText')}{' '}
              <button
                type="button"
                className={styles.link}
                onClick={() => {
                  openness.reload();
                  answers.reload();
                }}
              >
                {t('entity.card.tryAgain')}
              </button>
            </p>
          )}
        </div>
      </div>
      {verdict && items.data && (
        <CardItems subject={subject} items={items.data} now={now} />
      )}
    </div>
  );
}

function VerdictText(props: {
  look: AnswerLook;
  verdict: Verdict;
  what: string;
  openPlaces: string[];
  /** The freeze that will close it. */
  then: string | undefined;
}) {
  const { look, verdict, openPlaces, then } = props;
  const t = useText();
  const what = props.what.charAt(0).toLocaleUpperCase() + props.what.slice(1);
  const titles = verdict.because.map(({ title }) => title).join(', ');
  if (look === 'closed')
    return (
      <p className={styles.text}>
        <strong>
          {t('entity.card.what', { what })} {titles}.
        </strong>{' '}
        {openPlaces.length > 0 &&
          t('entity.card.alsoOpen', {
            count: openPlaces.length,
            names: openPlaces.slice(0, 4).join(', '),
          })}
      </p>
    );
  if (look === 'acknowledge' && verdict.because[0]?.end)
    return (
      <p className={styles.text}>
        <strong>
          {t('entity.card.what', { what })}{' '}
          {t('entity.card.asks', {
            title: titles,
            moment: formatInstant(verdict.because[0].end, viewerZone()),
          })}
        </strong>
      </p>
    );
  return (
    <p className={styles.text}>
      <strong>
        {titles
          ? `${t('entity.card.what', { what })} ${titles}.`
          : t('entity.card.openWhat', { what })}
      </strong>{' '}
      {then && `${t('entity.card.thenClosed')} ${then}.`}
    </p>
  );
}
