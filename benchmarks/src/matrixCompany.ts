import { Entity } from '@backstage/catalog-model';

export const MATRIX_COMPONENTS = 300;
export const MATRIX_ENVIRONMENTS = 20;

const TIERS = ['development', 'test', 'staging', 'production'];
const LINES = MATRIX_ENVIRONMENTS / TIERS.length;

const OWNER = 'team-0';

/** 300 components, and five ways from development to production. */
export function createMatrixCompany(): Entity[] {
  return [
    entity('User', 'guest', { memberOf: [OWNER] }),
    entity('Group', OWNER, { type: 'team', children: [] }),
    ...Array.from({ length: MATRIX_ENVIRONMENTS }, (_, index) =>
      environment(index),
    ),
    ...Array.from({ length: MATRIX_COMPONENTS }, (_, index) =>
      entity('Component', `component-${index}`, {
        type: 'service',
        lifecycle: 'production',
        owner: OWNER,
      }),
    ),
  ];
}

/** Named by its number: `seedDeployments` counts on it. */
function environment(index: number): Entity {
  const tier = TIERS[Math.floor(index / LINES)];
  const made = entity('Resource', `environment-${index}`, {
    type: 'environment',
    owner: OWNER,
  });
  return {
    ...made,
    metadata: {
      ...made.metadata,
      annotations: {
        'release-desk.dev/tier': tier,
        ...(tier !== 'production' && {
          'release-desk.dev/next-environment': `environment-${index + LINES}`,
        }),
      },
    },
  };
}

function entity(
  kind: string,
  name: string,
  spec: Record<string, string | string[]>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
    spec,
    relations:
      spec.owner === undefined
        ? []
        : [{ type: 'ownedBy', targetRef: `group:default/${spec.owner}` }],
  };
}
