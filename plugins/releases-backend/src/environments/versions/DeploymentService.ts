import { createHash, randomUUID } from 'node:crypto';
import {
  checkToken,
  Deployment,
  deploymentReportPermission,
  DeploymentInput,
  Page,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { CatalogView } from '../../catalog/CatalogView';
import { Clock, PageRequest, toMillis, transact } from '../../database';
import { CallContext } from '../../http/types';
import { Authorizer } from '../../permissions';
import { EnvironmentChecks, LeaseReader } from '../service';
import { LeaseLostError } from '../service/leaseErrors';
import { LeaseStore, lockEnvironments } from '../store';
import { DeploymentFilter, DeploymentStore } from './DeploymentStore';
import { fillPage } from './fillPage';
import { ReadableEnvironments } from './ReadableEnvironments';
import { requireKnownEntities, requireNotAhead } from './reports';
import { lockComponent } from './VersionOrder';
import { VersionStore } from './VersionStore';

export type DeploymentQuery = Omit<DeploymentFilter, 'environmentRef'> &
  PageRequest & { environmentRef?: string[] };

export interface DeploymentDependencies {
  knex: Knex;
  authorizer: Authorizer;
  catalogView: CatalogView;
  checks: EnvironmentChecks;
  clock: Clock;
  deployments: DeploymentStore;
  environments: ReadableEnvironments;
  leases: LeaseStore;
  leaseReader: Pick<LeaseReader, 'check'>;
  versions: VersionStore;
}

/** Deployments as they are reported: facts, which nobody changes or deletes. */
export class DeploymentService {
  readonly #options: DeploymentDependencies;

  constructor(options: DeploymentDependencies) {
    this.#options = options;
  }

  async list(
    query: DeploymentQuery,
    context: CallContext,
  ): Promise<Page<Deployment>> {
    const { deployments, environments, catalogView } = this.#options;
    const { limit, cursor, ...filter } = query;
    const readable = await environments.of(context, query.environmentRef);
    const page = await fillPage({
      limit,
      cursor,
      read: part =>
        deployments.list({
          ...filter,
          ...part,
          environmentRef: [...readable.keys()],
        }),
      visible: async items => {
        const seen = await catalogView.visibleTo(
          context.credentials,
          items.map(({ componentRef }) => componentRef),
        );
        return items.filter(({ componentRef }) => seen.has(componentRef));
      },
    });
    const { items, nextCursor } = page;
    return { items, pageInfo: { ...(nextCursor && { nextCursor }) } };
  }

  /**
   * Keeps it, and brings what runs where up to date in the same transaction. A
   * report that has come already is answered with what was kept of it. Throws
   * `LeaseLostError` for a token that is dead.
   */
  async report(
    input: DeploymentInput,
    context: CallContext,
  ): Promise<Deployment> {
    const { authorizer, checks, catalogView, knex, clock } = this.#options;
    const { componentRef, environmentRef, leaseToken } = input;
    await authorizer.require(deploymentReportPermission, context);
    await checks.environments(
      [{ field: 'environmentRef', ref: environmentRef }],
      context,
    );
    await requireKnownEntities(
      catalogView,
      [{ field: 'componentRef', ref: componentRef }],
      context,
    );
    const fingerprint = fingerprintOf(input);
    const done = await transact(knex, async tx => {
      const locks =
        leaseToken === undefined
          ? undefined
          : await lockEnvironments(tx, [environmentRef]);
      const deployed = await lockComponent(tx, componentRef);
      const { deployments, leases, versions } = this.#options;
      const known = fingerprint && (await deployments.find(tx, fingerprint));
      if (known) return { deployment: known };
      const now = await clock(tx);
      if (leaseToken !== undefined) {
        const slot = await leases.slot(tx, locks!.get(environmentRef)!);
        const checked = checkToken(slot, leaseToken, now);
        if (!checked.ok) return { dead: checked.code, token: leaseToken };
      }
      const deployment = made(input, { actor: context.actor, now });
      requireNotAhead('at', deployment.at, now);
      await deployments.insert(tx, { ...deployment, fingerprint });
      await versions.add(tx, deployed, deployment);
      return { deployment };
    });
    if (done.deployment) return done.deployment;
    throw await this.#lost({ environmentRef, ...done }, context);
  }

  /** What became of it, in words for the caller, who may not know of the lease. */
  async #lost(
    found: { environmentRef: string; token: number; dead: string },
    context: CallContext,
  ): Promise<LeaseLostError> {
    const { environmentRef, token, dead: code } = found;
    const { reason } = await this.#options.leaseReader.check(
      { environmentRef, token },
      context,
    );
    return new LeaseLostError({
      code,
      reason: reason ?? `token ${token} is dead`,
    });
  }
}

function made(
  { leaseToken, ...input }: DeploymentInput,
  { actor, now }: { actor: string; now: number },
): Deployment {
  const reportedAt = new Date(now).toISOString();
  return {
    ...input,
    id: randomUUID(),
    at: input.at ?? reportedAt,
    result: input.result ?? 'succeeded',
    reportedAt,
    reportedBy: actor,
  };
}

/**
 * What tells a report from another, so that one that is sent again is known: the
 * instant that it names, or the run. Without both it may be another one.
 */
function fingerprintOf(input: DeploymentInput): string | undefined {
  const { at, run } = input;
  if (at === undefined && run === undefined) return undefined;
  const parts = [
    input.componentRef,
    input.environmentRef,
    input.version,
    input.digest ?? '',
    input.result ?? 'succeeded',
    run ?? '',
    at === undefined ? '' : toMillis(at),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
