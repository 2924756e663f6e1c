import { PermissionsService } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
  PermissionCondition,
  PermissionCriteria,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { durationToMilliseconds } from '@backstage/types';
import {
  AccessFilter,
  AccessResource,
} from '@release-desk/plugin-releases-node';
import { CallContext } from '../http/types';
import { Access, meetsAccess } from './criteria';
import {
  bookingRules,
  claimRules,
  environmentRules,
  eventRules,
  releaseRules,
  windowRules,
} from './rules';
import { SecondsCache } from './SecondsCache';

type Caller = Pick<CallContext, 'credentials'>;

const transformers = new Map(
  [
    windowRules,
    releaseRules,
    eventRules,
    bookingRules,
    claimRules,
    environmentRules,
  ].map(rules => [
    rules.isOwner.resourceType as string,
    createConditionTransformer<AccessFilter, any>(Object.values(rules)),
  ]),
);

/**
 * What a caller may do, as the portal's permission policy says. Services ask it
 * before they act. Decisions are asked for in batches and kept for some seconds,
 * keyed by who asks.
 */
export class Authorizer {
  readonly #permissions: PermissionsService;
  readonly #cache: SecondsCache<Access>;

  constructor(options: {
    permissions: PermissionsService;
    /** How long a decision is kept, 5 seconds unless told; 0 keeps none. */
    cacheMs?: number;
    now?: () => number;
  }) {
    this.#permissions = options.permissions;
    this.#cache = new SecondsCache({
      ttlMs: options.cacheMs ?? 5000,
      now: options.now,
    });
  }

  static fromConfig(options: {
    config: Config;
    permissions: PermissionsService;
  }): Authorizer {
    const { config, permissions } = options;
    const key = 'releases.permissions.cache';
    return new Authorizer({
      permissions,
      cacheMs: config.has(key)
        ? durationToMilliseconds(readDurationFromConfig(config, { key }))
        : undefined,
    });
  }

  /** For permissions without a resource. Throws `NotAllowedError`. */
  async require(permission: BasicPermission, caller: Caller): Promise<void> {
    if (!(await this.may(permission, caller))) throw notAllowed(permission);
  }

  /** For permissions without a resource. */
  async may(permission: BasicPermission, caller: Caller): Promise<boolean> {
    const access = await this.#cache.get(
      keyOf(permission, caller),
      async () => {
        const [decision] = await this.#permissions.authorize([{ permission }], {
          credentials: caller.credentials,
        });
        return decision.result === AuthorizeResult.ALLOW
          ? { all: true }
          : { none: true };
      },
    );
    return 'all' in access;
  }

  /** Which resources the permission covers: filter lists in SQL with it. */
  async conditionsFor(
    permission: ResourcePermission,
    caller: Caller,
  ): Promise<Access> {
    const [access] = await this.conditionsForAll([permission], caller);
    return access;
  }

  /** The same for several permissions, in one question to the policy. */
  async conditionsForAll(
    permissions: readonly ResourcePermission[],
    caller: Caller,
  ): Promise<Access[]> {
    const keys = permissions.map(permission => keyOf(permission, caller));
    return this.#cache.getAll(keys, async missing => {
      const asked = missing.map(index => permissions[index]);
      const decisions = await this.#permissions.authorizeConditional(
        asked.map(permission => ({ permission })),
        { credentials: caller.credentials },
      );
      return decisions.map((decision, index) => {
        switch (decision.result) {
          case AuthorizeResult.ALLOW:
            return { all: true };
          case AuthorizeResult.CONDITIONAL:
            return {
              criteria: toCriteria(asked[index], decision.conditions),
            };
          default:
            return { none: true };
        }
      });
    });
  }

  /** For one resource that is at hand. */
  async mayOn(
    permission: ResourcePermission,
    caller: Caller,
    resource: AccessResource,
  ): Promise<boolean> {
    return meetsAccess(await this.conditionsFor(permission, caller), resource);
  }

  /** For one resource that is at hand. Throws `NotAllowedError`. */
  async requireOn(
    permission: ResourcePermission,
    caller: Caller,
    resource: AccessResource,
  ): Promise<void> {
    if (!(await this.mayOn(permission, caller, resource)))
      throw notAllowed(permission);
  }
}

function toCriteria(
  permission: ResourcePermission,
  conditions: PermissionCriteria<PermissionCondition>,
) {
  const transform = transformers.get(permission.resourceType);
  if (!transform)
    throw new Error(`No rules for resource type '${permission.resourceType}'`);
  return transform(conditions);
}

/**
 * The whole principal, with what restricts it: never one caller's decision for
 * another.
 */
function keyOf(
  permission: BasicPermission | ResourcePermission,
  caller: Caller,
): string {
  return JSON.stringify([permission.name, caller.credentials.principal]);
}

function notAllowed(permission: BasicPermission | ResourcePermission): Error {
  return new NotAllowedError(`Not allowed: ${permission.name}`);
}
