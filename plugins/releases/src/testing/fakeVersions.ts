import {
  evaluatePromotion,
  PathEnvironment,
  PromotionCriteria,
  PromotionFacts,
  UTILISATION_DEFINITIONS,
  Utilisation,
  UtilisationFigures,
  UtilisationGroup,
  VersionCell,
  versionMatrix,
  VersionSighting,
  whatIf,
} from '@release-desk/plugin-releases-common';
import {
  at,
  componentRef,
  createEnvironments,
  environmentRef,
  ENVIRONMENTS_NOW,
  groupRef,
} from './environmentFixtures';

type Endpoints = Record<string, (input: any) => unknown>;
type Refuse = (status: number, message: string) => Error;

const PLACES = [
  'dev',
  'test-1',
  'perf',
  'staging-eu',
  'staging-us',
  'production-eu',
  'production-us',
];
const HOUR = 60 * 60_000;

/** A version and its age, `5.12.0 18h`, at each place; `-` where it does not run. */
const RUNS: [domain: string, component: string, ...cells: string[]][] = [
  [
    'commerce',
    'checkout-api',
    '5.13.0 2h',
    '5.11.2 6d',
    '5.12.0 1d',
    '5.12.0 18h',
    '5.12.0 18h',
    '5.11.2 6d',
    '5.11.2 6d',
  ],
  [
    'commerce',
    'cart-api',
    '3.20.4 1h',
    '3.18.0 41d',
    '-',
    '3.20.1 3d',
    '3.20.1 3d',
    '3.17.5 19d',
    '3.17.5 19d',
  ],
  [
    'commerce',
    'orders-api',
    '7.2.0 3d',
    '7.1.0 43d',
    '7.2.0 3d',
    '7.2.0 2d',
    '7.2.0 2d',
    '7.2.0 1d',
    '7.2.0 1d',
  ],
  [
    'commerce',
    'search-indexer',
    '2.8.0 4h',
    '2.7.0 46d',
    '2.7.1 6d',
    '2.7.1 5d',
    '2.7.1 5d',
    '2.7.1 4d',
    '2.7.1 4d',
  ],
  [
    'payments',
    'ledger',
    '3.4.1 18h',
    '-',
    '-',
    '3.4.1 18h',
    '3.4.1 18h',
    '3.4.0 13d',
    '3.4.0 13d',
  ],
  [
    'platform',
    'api-gateway',
    '12.3 2d',
    '12.0 58d',
    '12.2 15d',
    '12.2 15d',
    '12.2 1d',
    '12.2 14d',
    '12.2 14d',
  ],
  [
    'platform',
    'notifications',
    '2.1.3 9d',
    '-',
    '?',
    '2.1.3 9d',
    '2.1.3 9d',
    '2.1.3 8d',
    '2.1.3 8d',
  ],
];
/** Versions that came in between and are nowhere any more. */
const BETWEEN: Record<string, string[]> = {
  'cart-api': ['3.19.0'],
  'api-gateway': ['12.1'],
};
const GOOD = `sha256:${'9f2c41'.padEnd(64, '0')}`;
const OTHER = `sha256:${'41ab07'.padEnd(64, '0')}`;

function ago(age: string): string {
  const [, count, unit] = /^(\d+)([hd])$/.exec(age)!;
  return new Date(
    ENVIRONMENTS_NOW - Number(count) * HOUR * (unit === 'd' ? 24 : 1),
  ).toISOString();
}

function createMatrix(query: Record<string, any>) {
  const environments: PathEnvironment[] = createEnvironments();
  const cells: VersionCell[] = [];
  const sightings: VersionSighting[] = [];
  let run = 4700;
  for (const [, name, ...versions] of RUNS) {
    const component = componentRef(name);
    for (const [index, text] of versions.entries()) {
      const [version, age] = text.split(' ');
      if (!age) continue;
      run += 1;
      const ref = environmentRef(PLACES[index]);
      const isRebuilt = name === 'search-indexer' && index === 5;
      const current = {
        id: `d${run}`,
        version,
        digest:
          isRebuilt && name === 'search-indexer'
            ? OTHER
            : GOOD.replace('9f', String(name.length + 10)),
        run: String(run),
        actor: 'ci-staging',
        at: ago(age),
        result: 'succeeded' as const,
      };
      const failed = name === 'api-gateway' && index === 4;
      const deploying = name === 'ledger' && index === 5;
      cells.push({
        componentRef: component,
        environmentRef: ref,
        current,
        latest:
          failed || deploying
            ? {
                ...current,
                id: `d${run}x`,
                version: failed ? '12.3' : '3.4.1',
                at: failed ? ago('20h') : at('2026-11-23T10:39'),
                result: failed ? 'failed' : 'in-progress',
              }
            : current,
      });
      sightings.push({
        componentRef: component,
        environmentRef: ref,
        version,
        firstAt: current.at,
      });
    }
    for (const version of BETWEEN[name] ?? [])
      sightings.push({
        componentRef: component,
        environmentRef: environmentRef('dev'),
        version,
        firstAt: ago('16d'),
      });
  }
  const wanted = [query.componentRef ?? []].flat();
  const rows = versionMatrix({
    components: RUNS.map(([, name]) => componentRef(name)).filter(
      ref =>
        (wanted.length === 0 || wanted.includes(ref)) &&
        (!query.q || ref.includes(query.q.toLowerCase())),
    ),
    environments,
    cells,
    sightings,
    isExpected: (component, ref) =>
      component === componentRef('notifications') &&
      ref === environmentRef('perf'),
  });
  return {
    items: rows.map(row => ({
      ...row,
      title: row.componentRef.split('/')[1],
      system: 'system:default/webshop',
      domain: `domain:default/${
        RUNS.find(([, name]) => componentRef(name) === row.componentRef)![0]
      }`,
    })),
    environments: environments.map(({ ref }) => ref),
    pageInfo: {},
    totalItems: rows.length,
  };
}

const CRITERIA: PromotionCriteria = {
  all: [
    {
      id: 'runs',
      title: 'At least 95 % of runs succeed',
      successRate: 95,
      within: '14d',
      minRuns: 10,
    },
    { id: 'soak', title: 'Soaked at least 24 h in staging-us', soak: '24h' },
    {
      id: 'load',
      title: 'Load test, not older than 14 days',
      fact: 'load.passed',
      op: '==',
      value: true,
      maxAge: '14d',
    },
    {
      id: 'coverage',
      title: 'Tests cover at least 80 %',
      fact: 'tests.coverage',
      op: '>=',
      value: 80,
    },
    {
      id: 'critical',
      title: 'No critical vulnerability',
      fact: 'security.critical',
      op: '<=',
      value: 0,
    },
  ],
};

function factsOf(succeeded: number, total: number): PromotionFacts {
  return {
    deployedAt: at('2026-11-22T16:30'),
    firstSeenAt: at('2026-11-20T10:00'),
    runs: Array.from({ length: total }, (_, index) => ({
      at: new Date(ENVIRONMENTS_NOW - (index + 2) * HOUR).toISOString(),
      succeeded: index >= total - succeeded,
    })),
    earlier: [
      { name: 'load.passed', version: '5.11.2', at: at('2026-11-16T10:00') },
    ],
    facts: [
      {
        name: 'tests.coverage',
        value: 86.4,
        source: 'CI',
        at: at('2026-11-23T08:40'),
      },
      {
        name: 'security.critical',
        value: 0,
        source: 'Scanner',
        at: at('2026-11-23T08:40'),
      },
    ],
  };
}

/** Twenty versions that asked before; of some of them nine in ten runs succeeded. */
function pastVersions() {
  return Array.from({ length: 20 }, (_, index) => {
    const asked = ENVIRONMENTS_NOW - (20 - index) * 5 * 24 * HOUR;
    const succeeded = index % 5 === 2 ? 18 : 20;
    const facts = factsOf(succeeded, 20);
    const shift = ENVIRONMENTS_NOW - asked;
    const moved = (iso: string) =>
      new Date(Date.parse(iso) - shift).toISOString();
    return {
      version: `5.${4 + Math.floor(index / 3)}.${index % 3}`,
      at: new Date(asked).toISOString(),
      facts: {
        ...facts,
        deployedAt: moved(at('2026-11-20T16:30')),
        firstSeenAt: moved(facts.firstSeenAt!),
        runs: facts.runs!.map(run => ({ ...run, at: moved(run.at) })),
        facts: [
          ...facts.facts!.map(fact => ({ ...fact, at: moved(fact.at) })),
          {
            name: 'load.passed',
            value: true,
            source: 'perf',
            at: moved(at('2026-11-22T10:00')),
          },
        ],
      },
    };
  });
}

function figures(
  bookedHours: number,
  bookings: number,
  waits: number,
): UtilisationFigures {
  return {
    availableHours: 720,
    bookedHours,
    usedHours: bookedHours * 0.9,
    utilisation: bookedHours / 720,
    noShowHours: 4,
    contendedHours: waits * 3,
    waitingHours: waits * 5,
    ephemeral: [
      {
        currency: 'EUR',
        costs: 1920,
        wouldCost: bookedHours * 2.7,
        saves: 1920 - bookedHours * 2.7,
        savesWaitingHours: waits * 5,
        environments: 1,
        bookings,
      },
    ],
    sample: { environments: 1, bookings, waits },
  };
}

function createUtilisation(query: Record<string, any>): Utilisation {
  const [by]: UtilisationGroup[] = [query.groupBy ?? 'environment'].flat();
  const named: Record<UtilisationGroup, object[]> = {
    environment: PLACES.map(name => ({ environmentRef: environmentRef(name) })),
    team: ['team-checkout', 'team-orders', 'team-search'].map(name => ({
      team: groupRef(name),
    })),
    month: [{ month: '2026-10' }, { month: '2026-11' }],
  };
  return {
    from: query.from,
    to: query.to,
    timeZone: query.timeZone ?? 'UTC',
    startMinutes: 30,
    definitions: Object.entries(UTILISATION_DEFINITIONS).map(
      ([measure, text]) => ({
        measure: measure as keyof typeof UTILISATION_DEFINITIONS,
        text,
      }),
    ),
    total: figures(410, 42, 6),
    rows: named[by].map((name, index) => ({
      ...figures(691 - index * 110, 12 - index, index),
      ...name,
    })),
  };
}

/** The endpoints of versions, promotion and utilisation, over the house's own rules. */
export function versionEndpoints(refuse: Refuse): Endpoints {
  return {
    getVersionMatrix: ({ query = {} }) => createMatrix(query),
    evaluatePromotion({ body }) {
      if (body.to === environmentRef('staging-us'))
        return {
          version: body.version ?? '5.13.0',
          policyId: 'p2',
          answer: evaluatePromotion(
            { all: (CRITERIA as { all: PromotionCriteria[] }).all.slice(3) },
            factsOf(22, 24),
            ENVIRONMENTS_NOW,
          ),
        };
      return {
        version: body.version ?? '5.12.0',
        policyId: 'p1',
        answer: evaluatePromotion(CRITERIA, factsOf(22, 24), ENVIRONMENTS_NOW),
      };
    },
    askWhatIf({ body }) {
      const answer = whatIf({
        criteria: CRITERIA,
        changes: body.changes,
        versions: pastVersions(),
      });
      if (!answer.ok) throw refuse(400, `changes: ${answer.reason}`);
      return { versions: answer.versions };
    },
    listPromotionPolicies: () => ({ items: [], pageInfo: {} }),
    getUtilisation: ({ query }) => createUtilisation(query),
  };
}
