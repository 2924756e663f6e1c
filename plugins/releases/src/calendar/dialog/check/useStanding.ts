import { useApi } from '@backstage/frontend-plugin-api';
import {
  StateAnswer,
  StateQuestion,
} from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../../../api';
import { QueryState, useQuery } from '../../../shared/data';
import { useDebounced } from '../lib/useDebounced';

/** The most that one call may ask. */
const MAX_QUESTIONS = 50;
const PAUSE_MS = 300;

export interface Standing {
  entityRef: string;
  environmentRef?: string;
  answer: StateAnswer;
}

/** Whether each of these entities may be deployed to each of these environments at an instant. */
export function useStanding(options: {
  entityRefs: string[];
  environmentRefs: string[];
  at: string | undefined;
}): QueryState<Standing[]> {
  const api = useApi(releasesApiRef);
  const { entityRefs, environmentRefs, at } = options;
  const places = environmentRefs.length ? environmentRefs : [undefined];
  const questions: Partial<StateQuestion>[] = entityRefs
    .flatMap(entityRef =>
      places.map(environmentRef => ({ entityRef, environmentRef, at })),
    )
    .slice(0, MAX_QUESTIONS);
  const asked = useDebounced(JSON.stringify(questions), PAUSE_MS);
  const isAsked = at !== undefined && asked !== '[]';
  return useQuery(isAsked ? asked : undefined, async signal => {
    const list: typeof questions = JSON.parse(asked);
    const { items } = await api.askWindowStates(
      { body: { questions: list } },
      { signal },
    );
    return items.map((answer, index) => ({
      entityRef: list[index].entityRef!,
      environmentRef: list[index].environmentRef,
      answer,
    }));
  });
}
