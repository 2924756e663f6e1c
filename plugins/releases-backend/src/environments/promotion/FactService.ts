import { createHash, randomUUID } from 'node:crypto';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  APPROVAL_FACT,
  Fact,
  FactInput,
  factReportPermission,
  Page,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { AuditLog } from '../../audit/AuditLog';
import { CatalogView } from '../../catalog/CatalogView';
import { Clock, PageRequest, toMillis, transact } from '../../database';
import { CallContext } from '../../http/types';
import { Authorizer } from '../../permissions';
import { ReadableEnvironments } from '../versions';
import { requireKnownEntities, requireNotAhead } from '../versions/reports';
import { StoredFact } from './factRows';
import { FactFilter, FactStore } from './FactStore';

export interface FactDependencies {
  knex: Knex;
  auditLog: AuditLog;
  authorizer: Authorizer;
  catalogView: CatalogView;
  clock: Clock;
  environments: ReadableEnvironments;
  facts: FactStore;
}

/** What is known of versions, as it is reported. */
export class FactService {
  readonly #options: FactDependencies;

  constructor(options: FactDependencies) {
    this.#options = options;
  }

  async list(
    query: FactFilter & PageRequest,
    context: CallContext,
  ): Promise<Page<Fact>> {
    const { facts, environments, catalogView } = this.#options;
    await environments.requireAny(context);
    const { entityRef } = query;
    const visible = await catalogView.visibleTo(context.credentials, [
      entityRef,
    ]);
    const { items, nextCursor } = visible.has(entityRef)
      ? await facts.list(query)
      : { items: [], nextCursor: undefined };
    return { items, pageInfo: { ...(nextCursor && { nextCursor }) } };
  }

  /** Throws `NotFoundError`. */
  async readable(id: string, context: CallContext): Promise<Fact> {
    const { facts, catalogView } = this.#options;
    const found = await facts.get(id);
    const visible = await catalogView.visibleTo(
      context.credentials,
      found ? [found.entityRef] : [],
    );
    if (!found || !visible.has(found.entityRef))
      throw new NotFoundError(`Unknown fact '${id}'`);
    return found;
  }

  /** All of them, or none. */
  async report(inputs: FactInput[], context: CallContext): Promise<Fact[]> {
    const { authorizer, catalogView, knex, clock, facts } = this.#options;
    await authorizer.require(factReportPermission, context);
    inputs.forEach((input, index) => check(input, `facts[${index}]`, context));
    await requireKnownEntities(
      catalogView,
      inputs.map(({ entityRef }, index) => ({
        field: `facts[${index}].entityRef`,
        ref: entityRef,
      })),
      context,
    );
    return transact(knex, async tx => {
      const now = await clock(tx);
      const made = inputs.map((input, index) => {
        const fact = factOf(input, { context, now });
        requireNotAhead(`facts[${index}].at`, fact.at, now);
        return fact;
      });
      const kept = await facts.insert(tx, made);
      // A measurement is no decision; that somebody approves is one.
      for (const fact of kept)
        if (fact.name === APPROVAL_FACT) await this.#audit(tx, fact, context);
      return kept;
    });
  }

  async #audit(
    tx: Knex.Transaction,
    fact: Fact,
    context: CallContext,
  ): Promise<void> {
    await this.#options.auditLog.append(tx, {
      actor: context.actor,
      action: fact.value === true ? 'fact.approve' : 'fact.withdraw',
      objectRef: `fact:${fact.id}`,
      entityRefs: [fact.entityRef],
      after: fact,
    });
  }
}

/** Throws `InputError` naming the field. */
function check(input: FactInput, field: string, context: CallContext): void {
  const { name, value, at, expiresAt } = input;
  if (at && expiresAt && toMillis(expiresAt) <= toMillis(at))
    throw new InputError(`${field}.expiresAt: expected an instant after at`);
  if (name !== APPROVAL_FACT) return;
  if (typeof value !== 'boolean')
    throw new InputError(
      `${field}.value: expected true, or false to take an approval back`,
    );
  if (context.credentials.principal.type !== 'user')
    throw new InputError(
      `${field}.name: expected a person to approve, in their own name`,
    );
  if (at)
    throw new InputError(
      `${field}.at: expected none, an approval is given now`,
    );
}

function factOf(
  input: FactInput,
  { context, now }: { context: CallContext; now: number },
): StoredFact {
  const reportedAt = new Date(now).toISOString();
  const isApproval = input.name === APPROVAL_FACT;
  return {
    ...input,
    id: randomUUID(),
    at: input.at ?? reportedAt,
    reportedAt,
    reportedBy: context.actor,
    ...(isApproval && {
      approverGroups: context.ownershipRefs.filter(ref =>
        ref.startsWith('group:'),
      ),
    }),
    fingerprint: fingerprintOf(input),
  };
}

/** Without an instant of its own it may be another measurement. */
function fingerprintOf(input: FactInput): string | undefined {
  if (input.at === undefined) return undefined;
  const { entityRef, version, name, value, source, at } = input;
  const { expiresAt = '', url = '' } = input;
  const parts = [entityRef, version, name, value, source, at, expiresAt, url];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
