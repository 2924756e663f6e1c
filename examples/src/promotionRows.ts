/**
 * How each version of checkout-api came to staging-us, the oldest first, about
 * one a week: how many of its six runs there failed, and what was measured.
 */
export const CHECKOUT_VERSIONS: [
  version: string,
  failedRuns: number,
  coverage: number,
][] = [
  ['5.4.0', 0, 83.1],
  ['5.4.1', 0, 83.4],
  ['5.5.0', 2, 82.2],
  ['5.5.1', 0, 82.9],
  ['5.6.0', 0, 84.6],
  ['5.6.1', 0, 84.6],
  ['5.7.0', 2, 81.0],
  ['5.7.1', 0, 82.5],
  ['5.7.2', 0, 83.7],
  ['5.8.0', 0, 84.0],
  ['5.9.0', 0, 84.8],
  ['5.9.1', 1, 85.0],
  ['5.9.2', 0, 85.3],
  ['5.10.0', 0, 84.9],
  ['5.10.1', 2, 84.9],
  ['5.10.2', 0, 85.6],
  ['5.10.3', 0, 85.6],
  ['5.11.0', 0, 86.0],
  ['5.11.2', 1, 86.1],
  ['5.12.0', 0, 86.4],
];

/** What it takes to get from one environment to the next. */
export const PROMOTION_POLICIES = [
  {
    from: 'dev',
    to: 'staging-us',
    criteria: {
      all: [
        { soak: '2h', title: 'Soaked at least 2 h in dev' },
        {
          fact: 'tests.coverage',
          op: '>=' as const,
          value: 80,
          title: 'Tests cover at least 80 %',
        },
        {
          fact: 'security.critical',
          op: '==' as const,
          value: 0,
          title: 'No critical vulnerability',
        },
        {
          fact: 'contract.verified',
          op: '==' as const,
          value: true,
          title: 'Contracts with its consumers hold',
        },
      ],
    },
  },
  ...['us', 'eu'].map(region => ({
    from: `staging-${region}`,
    to: `production-${region}`,
    criteria: {
      all: [
        {
          id: 'runs',
          successRate: 95,
          within: '14d',
          minRuns: 1,
          title: 'At least 95 % of runs succeed',
        },
        {
          id: 'soak',
          soak: '24h',
          title: `Soaked at least 24 h in staging-${region}`,
        },
        {
          id: 'loadtest',
          fact: 'loadtest',
          op: 'exists' as const,
          maxAge: '14d',
          title: 'Load test, not older than 14 days',
        },
        {
          id: 'coverage',
          fact: 'tests.coverage',
          op: '>=' as const,
          value: 80,
          title: 'Tests cover at least 80 %',
        },
        {
          id: 'security',
          fact: 'security.critical',
          op: '==' as const,
          value: 0,
          title: 'No critical vulnerability',
        },
      ],
    },
  })),
];
