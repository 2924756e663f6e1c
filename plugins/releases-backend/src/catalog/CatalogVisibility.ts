import { PermissionsService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { CallerCredentials } from '../http/types';
import { chunksOf } from './CatalogStore';

const MAX_CALLERS = 1000;
const MAX_REFS_PER_CALLER = 20_000;

type Decision =
  | AuthorizeResult.ALLOW
  | AuthorizeResult.DENY
  | AuthorizeResult.CONDITIONAL;

interface Caller {
  until: number;
  decision: Promise<Decision>;
  /** A promise while the catalog is being asked. */
  refs: Map<string, boolean | Promise<boolean>>;
  batch?: { refs: Set<string>; answer: Promise<Set<string>> };
}

/**
 * Which entities a caller may read, as the catalog decides with the caller's
 * own credentials. Kept for some seconds for each caller; questions that come
 * at the same time go out as one.
 */
export class CatalogVisibility {
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #ttlMs: number;
  readonly #now: () => number;
  readonly #callers = new Map<string, Caller>();

  constructor(options: {
    catalog: CatalogService;
    permissions: PermissionsService;
    /** 10 seconds unless told. */
    ttlMs?: number;
    now?: () => number;
  }) {
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
    this.#ttlMs = options.ttlMs ?? 10_000;
    this.#now = options.now ?? Date.now;
  }

  async visibleTo(
    credentials: CallerCredentials,
    refs: Iterable<string>,
  ): Promise<Set<string>> {
    const asked = new Set(refs);
    if (asked.size === 0) return asked;
    const caller = this.#callerOf(credentials);
    const decision = await caller.decision;
    if (decision === AuthorizeResult.ALLOW) return asked;
    if (decision === AuthorizeResult.DENY) return new Set();

    const visible = new Set<string>();
    const pending: Promise<void>[] = [];
    for (const ref of asked) {
      const known = caller.refs.get(ref) ?? this.#ask(caller, credentials, ref);
      if (known === true) visible.add(ref);
      else if (known)
        pending.push(
          known.then(may => {
            if (may) visible.add(ref);
          }),
        );
    }
    await Promise.all(pending);
    return visible;
  }

  #callerOf(credentials: CallerCredentials): Caller {
    // The whole principal, with what restricts it.
    const key = JSON.stringify(credentials.principal);
    const known = this.#callers.get(key);
    const now = this.#now();
    if (known && known.until > now && known.refs.size < MAX_REFS_PER_CALLER)
      return known;

    this.#callers.delete(key);
    if (this.#callers.size >= MAX_CALLERS) {
      const [oldest] = this.#callers.keys();
      this.#callers.delete(oldest);
    }
    const caller: Caller = {
      until: now + this.#ttlMs,
      decision: this.#decide(credentials),
      refs: new Map(),
    };
    this.#callers.set(key, caller);
    caller.decision.catch(() => this.#forget(key, caller));
    return caller;
  }

  async #decide(credentials: CallerCredentials): Promise<Decision> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    return decision.result;
  }

  #ask(
    caller: Caller,
    credentials: CallerCredentials,
    ref: string,
  ): Promise<boolean> {
    caller.batch ??= this.#openBatch(caller, credentials);
    caller.batch.refs.add(ref);
    const answer = caller.batch.answer.then(visible => visible.has(ref));
    caller.refs.set(ref, answer);
    answer.then(
      may => caller.refs.set(ref, may),
      () => caller.refs.delete(ref),
    );
    return answer;
  }

  #openBatch(caller: Caller, credentials: CallerCredentials) {
    const refs = new Set<string>();
    const answer = new Promise<void>(resolve => {
      setImmediate(resolve);
    }).then(() => {
      caller.batch = undefined;
      return this.#read(credentials, refs);
    });
    return { refs, answer };
  }

  async #read(
    credentials: CallerCredentials,
    refs: Set<string>,
  ): Promise<Set<string>> {
    const visible = new Set<string>();
    for (const chunk of chunksOf(refs)) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs: chunk,
          fields: ['kind', 'metadata.namespace', 'metadata.name'],
        },
        { credentials },
      );
      for (const item of items) {
        if (item) visible.add(stringifyEntityRef(item));
      }
    }
    return visible;
  }

  #forget(key: string, caller: Caller): void {
    if (this.#callers.get(key) === caller) this.#callers.delete(key);
  }
}
