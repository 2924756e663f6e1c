import type {
  Action,
  Because,
  StateAnswer,
} from '@release-desk/plugin-releases-common';

/** The answer for one action in one environment. */
export interface AskedAction {
  action: Action;
  /** Name of the environment; undefined where none was asked about. */
  place?: string;
  answer: StateAnswer;
}

/** One line of "What still may happen". */
export interface MayLine {
  actions: Action[];
  state: 'open' | 'acknowledge' | 'closed';
  /** Where; undefined where it holds everywhere. */
  places?: string[];
  /** Where it does not, when that is the shorter list. */
  except?: string[];
  /** Why it is open although something else is closed. */
  reason?:
    | { type: 'exempt' | 'unbound' | 'opened'; title: string }
    | { type: 'overridden' }
    | { type: 'onlyCovers'; title: string; places: string[] };
}

/** More places than these are not listed one by one. */
const LISTED = 4;

const STATES = ['open', 'acknowledge', 'closed'] as const;

function stateOf({ state, acknowledge }: StateAnswer): MayLine['state'] {
  if (state === 'closed') return 'closed';
  return acknowledge ? 'acknowledge' : 'open';
}

function find(asked: AskedAction[], effect: Because['effect']) {
  return asked
    .flatMap(({ answer }) => answer.because)
    .find(one => one.effect === effect);
}

function reasonOf(
  asked: AskedAction[],
  context: { closing?: Because; closedPlaces: string[] },
): MayLine['reason'] {
  const exempt = find(asked, 'exempt');
  if (exempt) return { type: 'exempt', title: exempt.title };
  if (find(asked, 'overridden')) return { type: 'overridden' };
  const opens = find(asked, 'opens');
  if (opens) return { type: 'opened', title: opens.title };
  const { closing, closedPlaces } = context;
  if (!closing) return undefined;
  return closedPlaces.length > 0
    ? { type: 'onlyCovers', title: closing.title, places: closedPlaces }
    : { type: 'unbound', title: closing.title };
}

/**
 * What may happen and what may not, in as few lines as it can be said: actions
 * that fare alike in every environment share their lines; open lines come
 * before those to be acknowledged and closed ones.
 */
export function mayHappen(asked: AskedAction[]): MayLine[] {
  const byAction = new Map<Action, AskedAction[]>();
  for (const one of asked)
    byAction.set(one.action, [...(byAction.get(one.action) ?? []), one]);

  const groups = new Map<string, { actions: Action[]; asked: AskedAction[] }>();
  for (const [action, own] of byAction) {
    const reason = ['exempt', 'overridden'].find(effect =>
      find(own, effect as Because['effect']),
    );
    const alike = [
      reason ?? '',
      ...own.map(({ place, answer }) => `${place}=${stateOf(answer)}`),
    ].join('|');
    const group = groups.get(alike) ?? { actions: [], asked: own };
    group.actions.push(action);
    groups.set(alike, group);
  }

  const closing = find(asked, 'closes') ?? find(asked, 'outside');
  const lines = [...groups.values()].flatMap(({ actions, asked: own }) => {
    const places = (state: MayLine['state']) =>
      own
        .filter(({ answer }) => stateOf(answer) === state)
        .map(({ place }) => place ?? '');
    const closedPlaces = places('closed').filter(Boolean);
    return STATES.filter(state => places(state).length > 0).map(
      (state): MayLine => ({
        actions,
        state,
        ...(places(state).length > LISTED && {
          except: own
            .filter(({ answer }) => stateOf(answer) !== state)
            .map(({ place }) => place ?? '')
            .filter(Boolean),
        }),
        places:
          places(state).length === own.length
            ? undefined
            : places(state).filter(Boolean),
        reason:
          state === 'open'
            ? reasonOf(
                own.filter(({ answer }) => stateOf(answer) === 'open'),
                {
                  closing: find(own, 'closes') ?? closing,
                  closedPlaces,
                },
              )
            : undefined,
      }),
    );
  });
  return lines.sort(
    (a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state),
  );
}
