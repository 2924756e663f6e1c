import { useEntity } from '@backstage/plugin-catalog-react';
import { useMemo, useState } from 'react';
import { DialogHost } from '../calendar/dialogs';
import { useTimeline } from '../shared/data';
import { FailureState, isForbidden } from '../shared/states';
import { useNow } from '../shared/time';
import { tokens } from '../shared/tokens';
import { AnswerCard } from './AnswerCard';
import styles from './EntityReleasesContent.module.css';
import { MayList } from './MayList';
import { MiniCalendar } from './MiniCalendar';
import { NextRelease, nextReleaseOf } from './NextRelease';
import { OpennessStrips } from './OpennessStrips';
import { choosePlace, placesOf } from './places';
import { QuestionBar } from './QuestionBar';
import { subjectFilter } from './subjectFilter';
import { Subject, subjectOf } from './subject';
import { closingNow } from './upcoming';
import { UpcomingTable } from './UpcomingTable';
import { useActions, useAnswers, useOpenness } from './useOpenness';
import { useQuestion } from './useQuestion';

const AHEAD_MS = 60 * 86_400_000;
const MINUTE = 60_000;

/**
 * The tab Releases of an entity: whether it may ship now and why, what still
 * may happen, when each environment opens, and what is to come.
 */
export function EntityReleasesContent() {
  const { entity } = useEntity();
  const subject = useMemo(() => subjectOf(entity), [entity]);
  return (
    <DialogHost>
      <div className={`${tokens} ${styles.page}`}>
        <Releases key={subject.ref} subject={subject} />
      </div>
    </DialogHost>
  );
}

function Releases(props: { subject: Subject }) {
  const { subject } = props;
  const now = useNow();
  const [question, ask] = useQuestion();
  const [near, setNear] = useState(
    !['environment', 'system', 'domain'].includes(subject.kind),
  );
  const openness = useOpenness(subject, { now, question });
  const environments = openness.data;
  const places = useMemo(() => placesOf(environments ?? []), [environments]);
  const place = choosePlace(places, environments ?? [], question.where);
  const answers = useAnswers(subject, {
    question,
    place: subject.kind === 'environment' ? undefined : place,
    isReady: environments !== undefined,
  });
  const actions = useActions(subject, { question, environments });
  // Rounded, so that the clock does not ask anew with every minute.
  const from = new Date(
    Math.floor(now / (15 * MINUTE)) * 15 * MINUTE,
  ).toISOString();
  const items = useTimeline({
    ...subjectFilter(subject, near),
    from,
    to: new Date(Date.parse(from) + AHEAD_MS).toISOString(),
  });

  if (isForbidden(openness.error))
    return (
      <FailureState
        error={openness.error}
        permission="releases.window.read"
        onRetry={openness.reload}
      />
    );

  return (
    <>
      <AnswerCard
        subject={subject}
        question={question}
        place={subject.kind === 'environment' ? undefined : place}
        answers={answers}
        openness={openness}
        now={now}
        partly={
          subject.kind === 'environment' && question.at === undefined
            ? closingNow(items.data ?? [], now)
            : []
        }
        bar={
          <QuestionBar
            question={question}
            places={places}
            place={place}
            hasPlace={subject.kind !== 'environment'}
            now={now}
            onChange={ask}
          />
        }
      >
        <MayList actions={actions} />
      </AnswerCard>
      <OpennessStrips openness={openness} now={now} />
      <div className={styles.columns}>
        <UpcomingTable
          subject={subject}
          items={items}
          withNeighbours={near}
          onNeighbours={setNear}
          now={now}
        />
        <div className={styles.side}>
          {items.data && (
            <NextRelease
              subject={subject}
              release={nextReleaseOf(items.data, subject)}
              now={now}
            />
          )}
          <MiniCalendar
            subject={subject}
            filter={subjectFilter(subject, false)}
            now={now}
          />
        </div>
      </div>
    </>
  );
}
