import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Openness,
  StateAnswer,
  StateQuestion,
} from '@release-desk/plugin-releases-common';
import { ReleasesApi, releasesApiRef } from '../api';
import { QueryState, useQuery } from '../shared/data';
import { inZone, viewerZone } from '../shared/time';
import { Place, productionFirst } from './places';
import { Subject } from './subject';
import { ACTIONS, Question, Who } from './useQuestion';

/** The most that one call may ask. */
const MAX_QUESTIONS = 50;
const WEEKS = 5;
/** So much of the past stands before now, for what has just begun. */
const BEFORE_DAYS = 4;

type Ask = Partial<StateQuestion>;

/** The five weeks that are shown: instants at midnight of the viewer. */
export function shownWeeks(now: number): { from: string; to: string } {
  const from = inZone(now, viewerZone())
    .startOf('day')
    .minus({ days: BEFORE_DAYS });
  return {
    from: from.toUTC().toISO()!,
    to: from.plus({ weeks: WEEKS }).toUTC().toISO()!,
  };
}

function invokersOf(who: Who): StateQuestion['invoker'][] {
  return who === 'anyone' ? ['human', 'automation'] : [who];
}

/** Asks as many questions as there are, fifty at a time. */
export async function askAll(
  api: Pick<ReleasesApi, 'askWindowStates'>,
  questions: Ask[],
  signal?: AbortSignal,
): Promise<StateAnswer[]> {
  const pages: Promise<{ items: StateAnswer[] }>[] = [];
  for (let at = 0; at < questions.length; at += MAX_QUESTIONS)
    pages.push(
      api.askWindowStates(
        { body: { questions: questions.slice(at, at + MAX_QUESTIONS) } },
        { signal },
      ),
    );
  return (await Promise.all(pages)).flatMap(({ items }) => items);
}

/** Environment by environment: open or closed now and in the five weeks. */
export function useOpenness(
  subject: Subject,
  options: {
    now: number;
    question: Pick<Question, 'who' | 'action'>;
  },
): QueryState<Openness[]> {
  const api = useApi(releasesApiRef);
  const { from, to } = shownWeeks(options.now);
  const { who, action } = options.question;
  const [invoker] = invokersOf(who).reverse();
  const query = {
    from,
    to,
    action,
    invoker,
    ...(subject.kind === 'environment'
      ? { environmentRef: [subject.ref] }
      : { entityRef: subject.ref }),
  };
  return useQuery(JSON.stringify(query), async signal => {
    const { items } = await api.getOpenness({ query }, { signal });
    return productionFirst(items);
  });
}

function subjectsOf(subject: Subject): Ask[] {
  if (subject.kind === 'environment') return [{ environmentRef: subject.ref }];
  const refs = subject.parts.length ? subject.parts : [subject.ref];
  return refs.map(entityRef => ({ entityRef }));
}

function inPlaces(ask: Ask, place: Place | undefined): Ask[] {
  if (ask.environmentRef || !place) return [ask];
  return place.environmentRefs.map(environmentRef => ({
    ...ask,
    environmentRef,
  }));
}

/** The answers to the question of the tab, one list for each part of the subject. */
export function useAnswers(
  subject: Subject,
  options: { question: Question; place: Place | undefined; isReady: boolean },
): QueryState<StateAnswer[][]> {
  const api = useApi(releasesApiRef);
  const { question, place, isReady } = options;
  const { who, action, at } = question;
  const perPart = subjectsOf(subject).map(ask =>
    inPlaces(ask, place).flatMap(one =>
      invokersOf(who).map(invoker => ({ ...one, action, invoker, at })),
    ),
  );
  const key = isReady ? JSON.stringify(perPart) : undefined;
  return useQuery(key, async signal => {
    const answers = await askAll(api, perPart.flat(), signal);
    let next = 0;
    return perPart.map(({ length }) => {
      next += length;
      return answers.slice(next - length, next);
    });
  });
}

/** Every action in every environment, for "What still may happen". */
export function useActions(
  subject: Subject,
  options: { question: Question; environments: Openness[] | undefined },
) {
  const api = useApi(releasesApiRef);
  const { question, environments } = options;
  const { who, at } = question;
  const [invoker] = invokersOf(who).reverse();
  const rows = (environments ?? []).slice(0, 16);
  const isHere = subject.kind === 'environment';
  const asked = ACTIONS.flatMap(action =>
    rows.map(({ environmentRef, environmentTitle }) => ({
      action,
      place: isHere ? undefined : environmentTitle ?? environmentRef,
      ask: {
        ...(!isHere && { entityRef: subject.ref }),
        environmentRef: environmentRef ?? (isHere ? subject.ref : undefined),
        action,
        invoker,
        at,
      },
    })),
  );
  const key = environments ? JSON.stringify(asked) : undefined;
  return useQuery(key, async signal => {
    const answers = await askAll(
      api,
      asked.map(({ ask }) => ask),
      signal,
    );
    return asked.map(({ action, place }, index) => ({
      action,
      place,
      answer: answers[index],
    }));
  });
}
