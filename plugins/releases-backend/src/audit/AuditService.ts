import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { BasicPermission } from '@backstage/plugin-permission-common';
import {
  AuditEntry,
  Checkpoint,
  HistoryEntry,
  Page,
  auditReadPermission,
  describeChanges,
} from '@release-desk/plugin-releases-common';
import { z } from 'zod';
import { CallContext } from '../http/types';
import { AuditFilter, AuditStore } from './AuditStore';
import { CheckpointSigner, publicOf } from './CheckpointSigner';
import { CheckpointStore } from './CheckpointStore';
import { exportLog } from './exportLog';
import { hideRefs, refsIn } from './hideRefs';
import { SigningKey } from './signingKey';

/** What cursors hold. */
const entryPlace = z.int().min(0);
const checkpointPlace = z.tuple([z.int().min(0), z.string().max(300)]);

export interface AuditAccess {
  /** Throws `NotAllowedError` unless the caller has the permission. */
  authorize(permission: BasicPermission, context: CallContext): Promise<void>;
  /** Whether the caller may read the object; may throw `NotAllowedError`. */
  canReadObject(objectRef: string, context: CallContext): Promise<boolean>;
  /** Which of these catalog entities the caller may read. */
  visibleTo(
    credentials: CallContext['credentials'],
    refs: Iterable<string>,
  ): Promise<Set<string>>;
}

interface Paging {
  limit: number;
  cursor?: string;
}

/** What callers may read of the audit log. */
export class AuditService {
  readonly #entries: AuditStore;
  readonly #checkpoints: CheckpointStore;
  readonly #signer: CheckpointSigner;
  readonly #key: SigningKey;
  readonly #listVerifierKeys: () => Promise<string[]>;
  readonly #access: AuditAccess;
  readonly #logger: LoggerService;

  constructor(options: {
    entries: AuditStore;
    checkpoints: CheckpointStore;
    signer: CheckpointSigner;
    key: SigningKey;
    listVerifierKeys: () => Promise<string[]>;
    access: AuditAccess;
    logger: LoggerService;
  }) {
    this.#entries = options.entries;
    this.#checkpoints = options.checkpoints;
    this.#signer = options.signer;
    this.#key = options.key;
    this.#listVerifierKeys = options.listVerifierKeys;
    this.#access = options.access;
    this.#logger = options.logger;
  }

  /** `totalItems` only of the whole log: counting a filtered one reads it all. */
  async list(
    query: AuditFilter & Paging & { order: 'seq' | '-seq' },
    context: CallContext,
  ): Promise<Page<AuditEntry>> {
    await this.#authorize(context);
    const { limit, cursor, order, ...filter } = query;
    const page = await this.#page({ filter, order, limit, cursor });
    const isWhole = Object.values(filter).every(value => value === undefined);
    return isWhole
      ? { ...page, totalItems: (await this.#entries.head()).size }
      : page;
  }

  /**
   * The lines of an export, sealed by a checkpoint of now. A log that was
   * tampered with gets no seal, but is exported all the same: the verifier names
   * the damage.
   */
  async export(context: CallContext): Promise<AsyncIterable<string>> {
    await this.#authorize(context);
    const { size } = await this.#signer.sign().catch(error => {
      this.#logger.error('The audit log is exported without a seal', error);
      return this.#entries.head();
    });
    return exportLog({
      entries: this.#entries,
      checkpoints: this.#checkpoints,
      keyId: this.#key.id,
      size,
    });
  }

  /** Signs a checkpoint now. Throws `ConflictError` when the log was altered. */
  async createCheckpoint(context: CallContext): Promise<Checkpoint> {
    await this.#authorize(context);
    return this.#signer.sign();
  }

  async listCheckpoints(
    query: Paging,
    context: CallContext,
  ): Promise<Page<Checkpoint>> {
    await this.#authorize(context);
    const after = decodeCursor(query.cursor, checkpointPlace);
    const found = await this.#checkpoints.list({
      after: after && { size: after[0], keyId: after[1] },
      limit: query.limit + 1,
    });
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map(publicOf),
      pageInfo:
        found.length > page.length && last
          ? { nextCursor: encodeCursor([last.size, last.keyId]) }
          : {},
    };
  }

  async key(context: CallContext) {
    await this.#authorize(context);
    const { signer, verifierKey } = this.#key;
    const all = await this.#listVerifierKeys();
    return {
      origin: signer.name,
      verifierKey,
      previousKeys: all.filter(key => key !== verifierKey),
    };
  }

  /** For everybody who may read the object, without names that they may not. */
  async history(
    query: Paging & { objectRef: string },
    context: CallContext,
  ): Promise<Page<HistoryEntry>> {
    const { objectRef, limit, cursor } = query;
    if (!(await this.#access.canReadObject(objectRef, context))) {
      throw new NotFoundError(`No object ${objectRef}`);
    }
    const page = await this.#page({
      filter: { objectRef },
      order: '-seq',
      limit,
      cursor,
    });
    const items = page.items.map(toHistory);
    const visible = await this.#access.visibleTo(
      context.credentials,
      refsIn(items.map(item => item.changes)),
    );
    return {
      ...page,
      items: items.map(item => ({
        ...item,
        changes: hideRefs(item.changes, visible),
      })),
    };
  }

  async #page(options: {
    filter: AuditFilter;
    order: 'seq' | '-seq';
    limit: number;
    cursor?: string;
  }): Promise<Page<AuditEntry>> {
    const { cursor, limit, ...query } = options;
    const found = await this.#entries.list({
      ...query,
      after: decodeCursor(cursor, entryPlace),
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      pageInfo:
        found.length > items.length && last
          ? { nextCursor: encodeCursor(last.seq) }
          : {},
    };
  }

  #authorize(context: CallContext): Promise<void> {
    return this.#access.authorize(auditReadPermission, context);
  }
}

function toHistory(entry: AuditEntry): HistoryEntry {
  const { seq, at, actor, action, reason, before, after } = entry;
  return {
    seq,
    at,
    actor,
    action,
    ...(reason !== undefined && { reason }),
    changes: describeChanges(before, after),
  };
}

function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decodeCursor<T extends z.ZodType>(
  cursor: string | undefined,
  schema: T,
): z.output<T> | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  try {
    const text = Buffer.from(cursor, 'base64url').toString();
    return schema.parse(JSON.parse(text));
  } catch {
    throw new InputError('cursor: expected one that this list has given out');
  }
}
