import { Entity } from '@backstage/catalog-model';

export const BOARD_ENVIRONMENTS = 300;
const TEAMS = 20;
const SYSTEMS = 30;
const TIERS = ['development', 'test', 'staging', 'production'];
const LINES = BOARD_ENVIRONMENTS / TIERS.length;

export const boardTeam = (index: number) =>
  `group:default/team-${index % TEAMS}`;
export const boardEnvironment = (index: number) =>
  `resource:default/environment-${index}`;

/**
 * 300 environments on 75 ways from development to production, each described in
 * full. One in five holds raw data, and one in ten relies on a database in a zone
 * into which nothing may flow: as many findings as a company could bear.
 */
export function createBoardCompany(): Entity[] {
  return [
    entity('User', 'guest', { memberOf: ['team-0'] }, [
      ['memberOf', boardTeam(0)],
    ]),
    ...times(TEAMS, index =>
      entity('Group', `team-${index}`, { type: 'team', children: [] }),
    ),
    ...times(SYSTEMS, index =>
      entity('System', `system-${index}`, { owner: `team-${index % TEAMS}` }),
    ),
    {
      ...entity('Resource', 'vault', { type: 'database', owner: 'team-0' }),
      metadata: {
        name: 'vault',
        annotations: { 'release-desk.dev/network-zone': 'vault' },
      },
    },
    ...times(BOARD_ENVIRONMENTS, environment),
  ];
}

function environment(index: number): Entity {
  const tier = TIERS[Math.floor(index / LINES)];
  const annotations = {
    tier,
    lifecycle: 'shared',
    region: 'eu-west-1',
    'network-zone': `${tier}-apps`,
    'cost-per-day': 'EUR 48',
    'data-set': index % 5 === 0 ? 'raw' : 'masked',
    'data-source': 'orders-db',
    'data-refreshed-at': '2026-11-01',
    'deploy-identities': `ci-${tier}`,
    ...(tier !== 'production' && {
      'next-environment': `environment-${index + LINES}`,
    }),
  };
  const made = entity(
    'Resource',
    `environment-${index}`,
    {
      type: 'environment',
      owner: `team-${index % TEAMS}`,
      system: `system-${index % SYSTEMS}`,
    },
    index % 10 === 0 ? [['dependsOn', 'resource:default/vault']] : [],
  );
  return {
    ...made,
    metadata: {
      ...made.metadata,
      annotations: Object.fromEntries(
        Object.entries(annotations).map(([name, value]) => [
          `release-desk.dev/${name}`,
          value,
        ]),
      ),
    },
  };
}

function entity(
  kind: string,
  name: string,
  spec: Record<string, string | string[]>,
  relations: [type: string, targetRef: string][] = [],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
    spec,
    relations: [
      ...relations.map(([type, targetRef]) => ({ type, targetRef })),
      ...(spec.owner
        ? [{ type: 'ownedBy', targetRef: `group:default/${spec.owner}` }]
        : []),
    ],
  };
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
