import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { CatalogApi, catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback, useSyncExternalStore } from 'react';
import { shortName } from './useEntityNames';

const BATCH = 500;

function nameIn(entity: Entity): string {
  const { profile } = (entity.spec ?? {}) as {
    profile?: { displayName?: string };
  };
  return entity.metadata.title ?? profile?.displayName ?? entity.metadata.name;
}

/** What entities are called, asked for together and only once. */
class Names {
  readonly #known = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  #wanted = new Set<string>();
  #version = 0;

  constructor(private readonly catalogApi: CatalogApi) {}

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly version = () => this.#version;

  nameOf(ref: string): string {
    const known = this.#known.get(ref);
    if (known === undefined) {
      if (this.#wanted.size === 0) setTimeout(() => this.#load(), 0);
      this.#wanted.add(ref);
    }
    return known ?? shortName(ref);
  }

  async #load() {
    const refs = [...this.#wanted].slice(0, BATCH);
    const rest = [...this.#wanted].slice(BATCH);
    this.#wanted = new Set(rest);
    if (rest.length > 0) setTimeout(() => this.#load(), 0);
    // Until the answer is there the ref's own name will do; also when none comes.
    for (const ref of refs) this.#known.set(ref, shortName(ref));
    try {
      const { items } = await this.catalogApi.getEntitiesByRefs({
        entityRefs: refs,
        fields: ['kind', 'metadata', 'spec.profile'],
      });
      items.forEach((entity, index) => {
        if (entity) this.#known.set(refs[index], nameIn(entity));
      });
    } catch {
      return;
    }
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

const stores = new WeakMap<CatalogApi, Names>();

function storeOf(catalogApi: CatalogApi): Names {
  let store = stores.get(catalogApi);
  if (!store) {
    store = new Names(catalogApi);
    stores.set(catalogApi, store);
  }
  return store;
}

/** How the catalog calls an entity; the ref's own name until that is known. */
export function useNames(): (ref: string) => string {
  const store = storeOf(useApi(catalogApiRef));
  const version = useSyncExternalStore(store.subscribe, store.version);
  // A new version is a new function, so that what depends on it is done again.
  return useCallback(
    (ref: string) => (version >= 0 ? store.nameOf(ref) : ref),
    [store, version],
  );
}
