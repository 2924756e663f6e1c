import { createCatalogModelLayer } from '@backstage/catalog-model/alpha';
import {
  ANNOTATION_PREFIX,
  ENVIRONMENT_ANNOTATIONS,
} from '@release-desk/plugin-releases-common';
import { ANNOTATION_DESCRIPTIONS } from './annotationDescriptions';

const GROUP = ANNOTATION_PREFIX.slice(0, -1);

/**
 * What Release Desk adds to the catalog's model: the annotations of an
 * environment, and a kind `Environment` for those who want one of its own.
 *
 * @alpha
 */
export const releasesCatalogModelLayer = createCatalogModelLayer({
  layerId: `${GROUP}/environments`,
  builder: model => {
    for (const [line, name] of Object.entries(ENVIRONMENT_ANNOTATIONS)) {
      model.addAnnotation({
        name,
        ...ANNOTATION_DESCRIPTIONS[
          line as keyof typeof ENVIRONMENT_ANNOTATIONS
        ],
        schema: { jsonSchema: { type: 'string', minLength: 1 } },
      });
    }
    model.addKind({
      group: GROUP,
      names: {
        kind: 'Environment',
        singular: 'environment',
        plural: 'environments',
      },
      description: 'A place where components run.',
      versions: [
        {
          name: 'v1alpha1',
          relationFields: [
            {
              selector: { path: 'spec.owner' },
              relation: 'ownedBy',
              defaultKind: 'Group',
              defaultNamespace: 'inherit',
              allowedKinds: ['Group', 'User'],
            },
            {
              selector: { path: 'spec.system' },
              relation: 'partOf',
              defaultKind: 'System',
              defaultNamespace: 'inherit',
              allowedKinds: ['System'],
            },
            {
              selector: { path: 'spec.dependsOn' },
              relation: 'dependsOn',
              defaultNamespace: 'inherit',
            },
          ],
          schema: {
            jsonSchema: {
              type: 'object',
              required: ['spec'],
              properties: {
                spec: {
                  type: 'object',
                  required: ['owner'],
                  properties: {
                    type: { type: 'string', minLength: 1 },
                    owner: { type: 'string', minLength: 1 },
                    system: { type: 'string', minLength: 1 },
                    dependsOn: {
                      type: 'array',
                      items: { type: 'string', minLength: 1 },
                    },
                  },
                },
              },
            },
          },
        },
      ],
    });
    model.addRelationPair({
      fromKind: 'Environment',
      toKind: ['Group', 'User'],
      description: 'Who is accountable for an environment.',
      forward: { type: 'ownedBy', title: 'owned by' },
      reverse: { type: 'ownerOf', title: 'owner of' },
    });
    model.addRelationPair({
      fromKind: 'Environment',
      toKind: 'System',
      description: 'Which system an environment belongs to.',
      forward: { type: 'partOf', title: 'part of' },
      reverse: { type: 'hasPart', title: 'has part' },
    });
  },
});
