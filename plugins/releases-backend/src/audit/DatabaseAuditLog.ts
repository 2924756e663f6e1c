import {
  AuditEntry,
  MerkleFrontier,
  entryLeafHash,
  entryText,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { AuditEntryInput, AuditLog } from './AuditLog';
import { plainState } from './plainState';
import { HeadRow } from './rows';

const CHUNK = 100;

/**
 * The log in the plugin's database. Appending changes the head row first, which
 * both SQLite and PostgreSQL make wait until the transaction before has ended:
 * so numbers have no gaps, and a transaction that is rolled back leaves nothing.
 */
export class DatabaseAuditLog implements AuditLog {
  readonly #clock: () => Date;

  constructor(options: { clock?: () => Date } = {}) {
    this.#clock = options.clock ?? (() => new Date());
  }

  async append(
    tx: Knex.Transaction,
    input: AuditEntryInput,
  ): Promise<AuditEntry> {
    const head = await this.#lockHead(tx);
    const seq = Number(head.size) - 1;
    // Replicas' clocks differ, and the log's must not run backwards.
    const at = Math.max(this.#clock().getTime(), Number(head.last_at));
    const entityRefs = [
      ...new Set(input.entityRefs.map(ref => ref.toLocaleLowerCase('en-US'))),
    ].sort();
    const entry = {
      seq,
      at: new Date(at).toISOString(),
      actor: input.actor,
      ...optional('onBehalfOf', input.onBehalfOf),
      action: input.action,
      objectRef: input.objectRef,
      entityRefs,
      ...optional('before', plainState(input.before)),
      ...optional('after', plainState(input.after)),
      ...optional('reason', input.reason),
      prevHash: head.last_hash,
    };
    const text = entryText(entry);
    const leafHash = entryLeafHash(text);
    const frontier = MerkleFrontier.of(seq, JSON.parse(head.frontier));
    frontier.append(leafHash);

    await tx('audit_entries').insert({
      seq,
      text,
      leaf_hash: leafHash,
      at,
      actor: input.actor,
      action: input.action,
      object_ref: input.objectRef,
    });
    for (let i = 0; i < entityRefs.length; i += CHUNK) {
      await tx('audit_entry_entities').insert(
        entityRefs.slice(i, i + CHUNK).map(entity_ref => ({ entity_ref, seq })),
      );
    }
    await tx('audit_head')
      .where({ id: 1 })
      .update({
        last_hash: leafHash,
        last_at: at,
        frontier: JSON.stringify(frontier.toHashes()),
      });
    return { ...entry, leafHash };
  }

  async #lockHead(tx: Knex.Transaction): Promise<HeadRow> {
    const [head] = await tx('audit_head')
      .where({ id: 1 })
      .increment('size', 1)
      .returning(['size', 'last_hash', 'last_at', 'frontier']);
    if (!head) {
      throw new Error('The head of the audit log is missing');
    }
    return head;
  }
}

function optional<K extends string, V>(
  key: K,
  value: V | undefined,
): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
