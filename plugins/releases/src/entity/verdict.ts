import type {
  Because,
  OpenState,
  StateAnswer,
} from '@release-desk/plugin-releases-common';

/** Several answers as one: it may happen only where all of them say so. */
export interface Verdict {
  state: OpenState;
  acknowledge: boolean;
  /** Of how many, and how many of them are closed. */
  total: number;
  closed: number;
  /** Of the state, each window once, the one that ends last first. */
  because: Because[];
  /** Of all answers, each window and effect once. */
  all: Because[];
  /** When the state becomes another; absent when that is not known. */
  changesAt?: string;
  /** What it becomes then. */
  changesTo?: OpenState;
}

const SEVERITY: OpenState[] = ['open', 'advisory', 'closed'];

const EFFECTS: Record<string, Because['effect'][]> = {
  closed: ['closes', 'outside'],
  acknowledge: ['warns'],
  advisory: ['informs', 'warns'],
  open: ['opens'],
};

/** Each window and effect once, the one that ends last first. */
export function once(because: Because[]): Because[] {
  const byKey = new Map<string, Because>();
  for (const one of because) {
    const key = `${one.windowId} ${one.effect}`;
    const known = byKey.get(key);
    if (!known || (one.end ?? '') > (known.end ?? '')) byKey.set(key, one);
  }
  return [...byKey.values()].sort((a, b) =>
    (b.end ?? '').localeCompare(a.end ?? ''),
  );
}

function latest(instants: (string | undefined)[]): string | undefined {
  // One that is not known is later than any that is.
  if (instants.some(instant => instant === undefined)) return undefined;
  return (instants as string[]).sort().at(-1);
}

function earliest(instants: (string | undefined)[]): string | undefined {
  return instants
    .filter((instant): instant is string => instant !== undefined)
    .sort()[0];
}

/**
 * Folds the answers to one question, asked for several environments, entities
 * or invokers: closed where one is closed, until the last of those opens; open
 * until the first of them is no longer.
 */
export function foldAnswers(answers: StateAnswer[]): Verdict {
  const closed = answers.filter(({ state }) => state === 'closed');
  const acknowledge = answers.some(one => one.acknowledge);
  const advisory = answers.some(({ state }) => state === 'advisory');
  const permitted = advisory ? 'advisory' : 'open';
  const state = closed.length ? 'closed' : permitted;
  const effects =
    EFFECTS[state === 'advisory' && acknowledge ? 'acknowledge' : state];
  const speaking = closed.length ? closed : answers;
  const all = once(answers.flatMap(({ because }) => because));
  const next = speaking.map(({ nextTransition }) => nextTransition?.at);
  const changesAt = closed.length ? latest(next) : earliest(next);
  return {
    state,
    acknowledge: state !== 'closed' && acknowledge,
    total: answers.length,
    closed: closed.length,
    because: once(speaking.flatMap(({ because }) => because)).filter(
      ({ effect }) => effects.includes(effect),
    ),
    all,
    changesAt,
    changesTo: speaking
      .map(({ nextTransition }) => nextTransition)
      .filter(change => changesAt !== undefined && change?.at === changesAt)
      .map(change => change!.to)
      .sort((a, b) => SEVERITY.indexOf(b) - SEVERITY.indexOf(a))[0],
  };
}
