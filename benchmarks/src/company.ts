import { Entity } from '@backstage/catalog-model';

export const COMPONENTS = 5000;
export const SYSTEMS = 500;
const DOMAINS = 10;
const TEAMS = 50;

export const ENVIRONMENTS = [
  'test',
  'staging',
  'production-eu',
  'production-us',
];

export const componentRef = (index: number) =>
  `component:default/component-${index % COMPONENTS}`;
export const systemRef = (index: number) =>
  `system:default/system-${index % SYSTEMS}`;
export const domainRef = (index: number) =>
  `domain:default/domain-${index % DOMAINS}`;
export const teamRef = (index: number) => `group:default/team-${index % TEAMS}`;
export const environmentRef = (index: number) =>
  `resource:default/${ENVIRONMENTS[index % ENVIRONMENTS.length]}`;

/** Of all kinds. */
export const ENTITIES =
  COMPONENTS + SYSTEMS + DOMAINS + TEAMS + ENVIRONMENTS.length + 1;

/** 5,000 components in 500 systems and 10 domains, owned by 50 teams. */
export function createCompany(): Entity[] {
  return [
    entity('User', 'guest', { memberOf: ['team-0'] }, [
      ['memberOf', teamRef(0)],
    ]),
    ...times(TEAMS, index =>
      entity('Group', `team-${index}`, { type: 'team', children: [] }),
    ),
    ...times(DOMAINS, index =>
      entity('Domain', `domain-${index}`, { owner: teamRef(index) }, [
        ['ownedBy', teamRef(index)],
      ]),
    ),
    ...times(SYSTEMS, index =>
      entity('System', `system-${index}`, { owner: teamRef(index) }, [
        ['ownedBy', teamRef(index)],
        ['partOf', domainRef(index)],
      ]),
    ),
    ...ENVIRONMENTS.map((name, index) => ({
      ...entity(
        'Resource',
        name,
        { type: 'environment', owner: teamRef(index) },
        [['ownedBy', teamRef(index)]],
      ),
      metadata: {
        name,
        annotations: { 'release-desk.dev/tier': name.split('-')[0] },
      },
    })),
    ...times(COMPONENTS, index =>
      entity(
        'Component',
        `component-${index}`,
        { type: 'service', lifecycle: 'production', owner: teamRef(index) },
        [
          ['ownedBy', teamRef(index)],
          ['partOf', systemRef(index)],
          ['dependsOn', componentRef(index + 1)],
        ],
      ),
    ),
  ];
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
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
