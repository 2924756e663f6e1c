import type {
  Because,
  StateAnswer,
  StateQuestion,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { ReleasesApi } from '../../api';

/** As many as the backend answers at once. */
const MAX_QUESTIONS = 50;

export interface EnvironmentState {
  environmentRef: string;
  state: StateAnswer['state'];
  because: Because[];
  /** When the last part of it opens. */
  opensAt?: string;
}

const RANK = { open: 0, advisory: 1, closed: 2 } as const;

/**
 * What each environment of a release answers, for the time that it is planned
 * at; for work that has begun, for now. The strictest answer of its entities
 * is the environment's.
 */
export async function askEnvironments(
  api: Pick<ReleasesApi, 'askWindowStates'>,
  item: TimelineItem,
  now: number,
  signal?: AbortSignal,
): Promise<EnvironmentState[]> {
  const started = Date.parse(item.start) <= now;
  const at = started ? undefined : item.start;
  const questions = item.environments.flatMap(environmentRef =>
    item.entities.map(
      ({ ref }): StateQuestion => ({
        entityRef: ref,
        environmentRef,
        action: 'deploy',
        invoker: 'human',
        changeType: 'normal',
        at,
        startedAt: started ? item.start : undefined,
      }),
    ),
  );
  const answers: StateAnswer[] = [];
  for (let index = 0; index < questions.length; index += MAX_QUESTIONS) {
    const { items } = await api.askWindowStates(
      { body: { questions: questions.slice(index, index + MAX_QUESTIONS) } },
      { signal },
    );
    answers.push(...items);
  }
  return item.environments.map(environmentRef => {
    const own = answers.filter(
      (_, index) => questions[index].environmentRef === environmentRef,
    );
    const strictest = Math.max(0, ...own.map(({ state }) => RANK[state]));
    const closed = own.filter(({ state }) => RANK[state] === strictest);
    return {
      environmentRef,
      state: (['open', 'advisory', 'closed'] as const)[strictest],
      because: closed[0]?.because ?? [],
      opensAt:
        closed
          .map(({ nextTransition }) => nextTransition?.at ?? '')
          .sort()
          .pop() || undefined,
    };
  });
}
