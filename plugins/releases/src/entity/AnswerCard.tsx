import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Card, Skeleton } from '@backstage/ui';
import type {
  Because,
  Openness,
  StateAnswer,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { RiAddLine, RiKey2Line } from '@remixicon/react';
import { ReactNode, useId, useState } from 'react';
import { useOpenDialog } from '../calendar/dialogs';
import { QueryState } from '../shared/data';
import { reasonOf } from '../shared/states';
import {
  describeDistance,
  formatInstant,
  inZone,
  viewerZone,
} from '../shared/time';
import { useText } from '../translation';
import styles from './AnswerCard.module.css';
import {
  answerSentence,
  AnswerLook,
  foldParts,
  lookOfVerdict,
  Parts,
  whatText,
} from './answerWords';
import { Place } from './places';
import { Subject } from './subject';
import { Question } from './useQuestion';
import { Verdict } from './verdict';
import { WhyList } from './WhyList';

interface AnswerCardProps {
  subject: Subject;
  question: Question;
  place: Place | undefined;
  answers: QueryState<StateAnswer[][]>;
  openness: QueryState<Openness[]>;
  now: number;
  /** Freezes that hold now for some of what an environment holds. */
  partly: TimelineItem[];
  /** The question, above the answer. */
  bar: ReactNode;
  /** Beside the answer. */
  children: ReactNode;
}

/** What is true now, until when and why; then what can be done about it. */
export function AnswerCard(props: AnswerCardProps) {
  const { answers, openness } = props;
  const t = useText();
  const folded =
    answers.data && answers.data.flat().length > 0
      ? foldParts(answers.data)
      : undefined;
  const error = answers.error ?? openness.error;
  let look: AnswerLook | 'loading' = 'loading';
  if (error !== undefined) look = 'unknown';
  else if (folded) look = lookOfVerdict(folded.verdict);

  return (
    <Card className={styles.card}>
      <div className={styles.edge} data-look={look} aria-hidden />
      <section className={styles.answer} aria-live="polite">
        {props.bar}
        {look === 'loading' && (
          <div role="status" aria-label={t('shared.loading')}>
            <Skeleton width="80%" height={36} />
            <Skeleton width="60%" height={20} />
          </div>
        )}
        {look === 'unknown' && (
          <>
            <h2 className={styles.sentence}>{t('entity.answer.unknown')}</h2>
            <p className={styles.text}>
              {t('entity.answer.unknownText', { reason: reasonOf(error) })}
            </p>
            <div className={styles.actions}>
              <Button
                variant="primary"
                onPress={() => {
                  openness.reload();
                  answers.reload();
                }}
              >
                {t('entity.answer.tryAgain')}
              </Button>
            </div>
          </>
        )}
        {look !== 'loading' && look !== 'unknown' && folded && (
          <Known {...props} {...folded} look={look} />
        )}
      </section>
      <section className={styles.aside}>{props.children}</section>
    </Card>
  );
}

function Known(
  props: AnswerCardProps & {
    verdict: Verdict;
    parts?: Parts;
    look: AnswerLook;
  },
) {
  const { subject, question, place, verdict, parts, look, now } = props;
  const t = useText();
  const open = useOpenDialog();
  const zone = viewerZone();
  const [why, setWhy] = useState(false);
  const whyId = useId();
  const { changesAt } = verdict;
  const [main] = verdict.because as (Because | undefined)[];
  const isClosed = look === 'closed';
  const environmentRefs =
    subject.kind === 'environment'
      ? [subject.ref]
      : place?.environmentRefs ?? [];
  const entityRefs =
    subject.kind === 'environment' || subject.kind === 'system'
      ? []
      : [subject.ref];
  const freeze = verdict.because.find(({ effect }) => effect === 'closes');

  return (
    <>
      <h2 className={styles.sentence}>
        {answerSentence(t, {
          verdict,
          parts,
          what: whatText(t, question, place),
          timeZone: zone,
        })}
      </h2>
      <p className={styles.text}>
        {look === 'open' && changesAt && verdict.changesTo !== 'closed' && (
          <strong>
            {t('entity.answer.careFrom', {
              moment: formatInstant(changesAt, zone),
            })}{' '}
          </strong>
        )}
        {changesAt && (isClosed || verdict.changesTo === 'closed') && (
          <strong>
            {t(isClosed ? 'entity.answer.opensIn' : 'entity.answer.closesIn', {
              distance: describeDistance(changesAt, now, t),
            })}{' '}
          </strong>
        )}
        {look === 'acknowledge' && main?.end && (
          <strong>
            {t('entity.answer.acknowledgeUntil', {
              moment: formatInstant(main.end, zone),
            })}{' '}
          </strong>
        )}
        {parts && parts.longer > 0 && (
          <strong>{t('entity.answer.longer', { count: parts.longer })} </strong>
        )}
        {!isClosed &&
          props.partly.map(({ id, title, scopeText, end }) => (
            <strong key={id}>
              {t('entity.answer.partly', {
                title,
                scope: scopeText ?? '',
                moment: formatInstant(end, zone),
              })}{' '}
            </strong>
          ))}
        {main?.reason}{' '}
        {main?.owner && (
          <>
            {t('entity.answer.keptBy')}{' '}
            <EntityRefLink entityRef={main.owner} hideIcon disableTooltip />.
          </>
        )}
      </p>
      <div className={styles.actions}>
        <Button
          variant="primary"
          iconStart={isClosed && changesAt ? undefined : <RiAddLine />}
          onPress={() =>
            open({
              dialog: 'create',
              kind: 'release',
              initial: {
                entityRefs,
                environmentRefs,
                ...(isClosed && changesAt && { start: changesAt }),
              },
            })
          }
        >
          {isClosed && changesAt
            ? t('entity.answer.planFor', {
                moment: inZone(changesAt, zone).toFormat('ccc d LLL, HH:mm'),
              })
            : t('entity.answer.plan')}
        </Button>
        {freeze && (
          <Button
            variant="secondary"
            iconStart={<RiKey2Line />}
            onPress={() =>
              open({
                dialog: 'override',
                window: {
                  id: freeze.windowId,
                  title: freeze.title,
                  end: freeze.end,
                },
                entityRefs,
                environmentRefs,
              })
            }
          >
            {t('entity.answer.override')}
          </Button>
        )}
        <Button
          variant="tertiary"
          aria-expanded={why}
          aria-controls={why ? whyId : undefined}
          onPress={() => setWhy(!why)}
        >
          {why ? t('entity.answer.whyHide') : t('entity.answer.why')}
        </Button>
      </div>
      {why && <WhyList id={whyId} because={verdict.all} />}
    </>
  );
}
