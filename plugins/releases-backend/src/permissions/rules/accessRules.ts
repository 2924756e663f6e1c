import {
  createPermissionRule,
  PermissionResourceRef,
} from '@backstage/plugin-permission-node';
import {
  AccessFilter,
  AccessResource,
} from '@release-desk/plugin-releases-node';
import { z } from 'zod';

const claims = z
  .array(z.string())
  .describe('Entity refs through which somebody owns things');

/** The rules that windows, releases, events, bookings and claims have in common. */
export function createAccessRules<TResourceType extends string>(
  resourceRef: PermissionResourceRef<
    AccessResource,
    AccessFilter,
    TResourceType,
    'releases'
  >,
) {
  return {
    isOwner: createPermissionRule({
      name: 'IS_OWNER',
      description: 'Allow what is owned by one of the claims',
      resourceRef,
      paramsSchema: z.object({ claims }),
      apply: (resource: AccessResource, params) =>
        lower(params.claims).includes(resource.owner),
      toQuery: params => ({ property: 'owner', values: lower(params.claims) }),
    }),
    hasEntityOwnedBy: createPermissionRule({
      name: 'HAS_ENTITY_OWNED_BY',
      description:
        'Allow what has an entity in its scope that one of the claims owns',
      resourceRef,
      paramsSchema: z.object({ claims }),
      apply: (resource: AccessResource, params) => {
        const owners = new Set(resource.scopeEntityOwners);
        return lower(params.claims).some(claim => owners.has(claim));
      },
      toQuery: params => ({
        property: 'scopeEntityOwner',
        values: lower(params.claims),
      }),
    }),
    isKind: createPermissionRule({
      name: 'IS_KIND',
      description: 'Allow what is of one of the kinds',
      resourceRef,
      paramsSchema: z.object({
        kinds: z
          .array(z.string())
          .describe(
            'freeze, allow or advisory; release; business or vendor; booking; claim',
          ),
      }),
      apply: (resource: AccessResource, params) =>
        lower(params.kinds).includes(resource.kind),
      toQuery: params => ({ property: 'kind', values: lower(params.kinds) }),
    }),
  };
}

function lower(values: string[]): string[] {
  return values.map(value => value.toLowerCase());
}
