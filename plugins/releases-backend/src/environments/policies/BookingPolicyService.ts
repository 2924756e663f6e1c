import { InputError, NotFoundError } from '@backstage/errors';
import {
  BookingPolicy,
  EntityFacts,
  environmentManagePermission,
  environmentReadPermission,
  isEnvironment,
} from '@release-desk/plugin-releases-common';
import { transact } from '../../database';
import { CallContext } from '../../http/types';
import { RevisionConflictError } from '../../http/errors';
import { environmentAccess, OwnedEnvironment } from '../claims';
import { EnvironmentsDependencies } from '../service';
import { BookingPolicyStore, lockEnvironments, StoredPolicy } from '../store';

/** How an environment is booked, as the contract shows it. */
export interface ShownPolicy extends BookingPolicy {
  environmentRef: string;
  revision: number;
  updatedAt?: string;
  updatedBy?: string;
}

interface Place {
  kind: string;
  namespace: string;
  name: string;
}

/** What is configured counts as the first revision, whoever changes it next. */
const CONFIGURED = 1;

/** How each environment is booked: its own policy, over what is configured. */
export class BookingPolicyService {
  readonly #options: EnvironmentsDependencies & {
    policyStore: BookingPolicyStore;
  };

  constructor(
    options: EnvironmentsDependencies & { policyStore: BookingPolicyStore },
  ) {
    this.#options = options;
  }

  /** Throws `NotFoundError`. */
  async get(place: Place, context: CallContext): Promise<ShownPolicy> {
    const { facts } = await this.readable(refOf(place), context);
    const stored = await this.#options.policyStore.of([facts.ref]);
    return this.#shown(facts, stored.get(facts.ref));
  }

  /** For bookings from then on; what is approved stays approved. */
  async update(
    request: Place & { revision: number; policy: BookingPolicy },
    context: CallContext,
  ): Promise<ShownPolicy> {
    const { auditLog, authorizer, clock, knex, policyStore } = this.#options;
    const { revision, policy } = request;
    const { facts, owned } = await this.readable(refOf(request), context);
    const { ref } = facts;
    await authorizer.requireOn(
      environmentManagePermission,
      context,
      environmentAccess(owned),
    );
    await this.#requireGroups(policy, context);
    const after = await transact(knex, async tx => {
      // Bookings that are under way are decided by one or the other.
      await lockEnvironments(tx, [ref]);
      const current = (await policyStore.of([ref], tx)).get(ref);
      if (revision !== (current?.revision ?? CONFIGURED))
        throw new RevisionConflictError({
          named: revision,
          current: this.#shown(facts, current),
        });
      const written: StoredPolicy = {
        environmentRef: ref,
        policy,
        revision: revision + 1,
        updatedAt: new Date(await clock(tx)).toISOString(),
        updatedBy: context.actor,
      };
      await policyStore.write(tx, written);
      await auditLog.append(tx, {
        actor: context.actor,
        action: 'environment.booking-policy',
        objectRef: `environment:${ref}`,
        entityRefs: [ref],
        before: current?.policy ?? this.#options.policies.configured(facts),
        after: policy,
      });
      return written;
    });
    return this.#shown(facts, after);
  }

  #shown(facts: EntityFacts, stored?: StoredPolicy): ShownPolicy {
    const environmentRef = facts.ref;
    if (!stored)
      return {
        ...this.#options.policies.configured(facts),
        environmentRef,
        revision: CONFIGURED,
      };
    const { policy, revision, updatedAt, updatedBy } = stored;
    return { ...policy, environmentRef, revision, updatedAt, updatedBy };
  }

  /** Of the environment, by its ref. Throws `NotFoundError`. */
  async readable(
    ref: string,
    context: CallContext,
  ): Promise<{ facts: EntityFacts; owned: OwnedEnvironment }> {
    const { authorizer, checks, owners } = this.#options;
    const visible = await checks.visible([ref], context);
    const owned = (await owners.of([ref])).get(ref);
    const facts = owned?.facts;
    const mayRead = await authorizer.mayOn(
      environmentReadPermission,
      context,
      environmentAccess(owned),
    );
    if (
      !owned ||
      !facts ||
      !visible.has(ref) ||
      !mayRead ||
      !isEnvironment(facts)
    )
      throw new NotFoundError(`Unknown environment '${ref}'`);
    return { facts, owned };
  }

  async #requireGroups(
    policy: BookingPolicy,
    context: CallContext,
  ): Promise<void> {
    const { catalogView, checks } = this.#options;
    const named = policy.autoApprove.flatMap(({ groups = [] }, line) =>
      groups.map((ref, at) => ({
        ref,
        field: `autoApprove[${line}].groups[${at}]`,
      })),
    );
    const refs = named.map(({ ref }) => ref);
    const facts = await catalogView.getFacts(refs);
    const visible = await checks.visible(refs, context);
    for (const { ref, field } of named)
      if (!visible.has(ref) || facts.get(ref)?.kind !== 'group')
        throw new InputError(`${field}: unknown group ${ref}`);
  }
}

function refOf({ kind, namespace, name }: Place): string {
  return `${kind}:${namespace}/${name}`;
}
