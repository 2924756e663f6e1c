import {
  DecidableWindow,
  decideWindows,
  StateAnswer,
  WindowQuestion,
} from '@release-desk/plugin-releases-common';
import { Draft } from '../draft';

export type Effect =
  | 'closed'
  | 'open'
  | 'acknowledge'
  | 'informed'
  | 'withOverride'
  | 'finishes'
  | 'finishesStage'
  | 'aborted';

export type Situation =
  | 'pipelineDeploys'
  | 'personDeploys'
  | 'terraformApplies'
  | 'rollback'
  | 'flag'
  | 'approval'
  | 'emergency'
  | 'underWay';

type Rules = Pick<
  Draft,
  | 'kind'
  | 'enforcement'
  | 'actions'
  | 'invokers'
  | 'exemptChangeTypes'
  | 'inFlight'
>;

const SITUATIONS: [Situation, Partial<WindowQuestion>][] = [
  ['pipelineDeploys', { action: 'deploy', invoker: 'automation' }],
  ['personDeploys', { action: 'deploy', invoker: 'human' }],
  ['terraformApplies', { action: 'apply', invoker: 'automation' }],
  ['rollback', { action: 'rollback', invoker: 'automation' }],
  ['flag', { action: 'flag', invoker: 'human' }],
  ['approval', { action: 'approve', invoker: 'human' }],
  [
    'emergency',
    { action: 'deploy', invoker: 'automation', changeType: 'emergency' },
  ],
];

const UNDER_WAY = {
  finish: 'finishes',
  'finish-stage': 'finishesStage',
  abort: 'aborted',
} as const;

function effectOf({ state, acknowledge, because }: StateAnswer): Effect {
  if (state === 'closed') return 'closed';
  if (acknowledge) return 'acknowledge';
  return state === 'advisory' && because.length > 0 ? 'informed' : 'open';
}

/**
 * What the rules of a draft mean for what people and pipelines do, decided by
 * the rules that the server decides by: as if it alone were there, and held
 * (an allow window: did not hold).
 */
export function whileItHolds(
  rules: Rules,
): { situation: Situation; effect: Effect }[] {
  const day = rules.kind === 'allow' ? '2001-01-03' : '2001-01-01';
  const window: DecidableWindow = {
    id: 'draft',
    kind: rules.kind as DecidableWindow['kind'],
    title: '',
    schedule: {
      start: '2001-01-01T00:00:00',
      timeZone: 'UTC',
      duration: 'P1D',
      rrule: 'FREQ=WEEKLY',
    },
    scope: [],
    enforcement: rules.enforcement,
    actions: rules.actions,
    invokers: rules.invokers,
    exemptChangeTypes: rules.exemptChangeTypes,
    inFlight: rules.inFlight,
  };
  const ask = (question: Partial<WindowQuestion>) =>
    effectOf(
      decideWindows([window], {
        at: `${day}T12:00:00.000Z`,
        horizonMonths: 1,
        ...question,
      }),
    );
  const effects = SITUATIONS.map(([situation, question]) => ({
    situation,
    effect: ask(question),
  }));
  const underWay = { action: 'deploy', invoker: 'automation' } as const;
  return [
    ...effects.map(one =>
      one.situation === 'emergency' &&
      one.effect === 'closed' &&
      rules.kind === 'freeze'
        ? { ...one, effect: 'withOverride' as const }
        : one,
    ),
    {
      situation: 'underWay',
      effect:
        ask(underWay) === 'closed' ? UNDER_WAY[rules.inFlight] : ask(underWay),
    },
  ];
}
