const MAX_ENTRIES = 10_000;

/**
 * Keeps answers for some seconds, and asks only once for what is being asked
 * already. Failures are not kept.
 */
export class SecondsCache<T> {
  readonly #ttlMs: number;
  readonly #now: () => number;
  readonly #entries = new Map<string, { value: Promise<T>; until: number }>();

  constructor(options: { ttlMs: number; now?: () => number }) {
    this.#ttlMs = options.ttlMs;
    this.#now = options.now ?? Date.now;
  }

  async get(key: string, load: () => Promise<T>): Promise<T> {
    const [value] = await this.getAll([key], async () => [await load()]);
    return value;
  }

  /** `load` gets the indices of the keys that are not known, and answers in that order. */
  async getAll(
    keys: string[],
    load: (missing: number[]) => Promise<T[]>,
  ): Promise<T[]> {
    const now = this.#now();
    const values: Promise<T>[] = [];
    const missing: number[] = [];
    keys.forEach((key, index) => {
      const entry = this.#entries.get(key);
      if (entry && entry.until > now) values[index] = entry.value;
      else missing.push(index);
    });
    if (missing.length > 0) {
      const loaded = load(missing);
      missing.forEach((index, position) => {
        const value = loaded.then(all => all[position]);
        values[index] = value;
        this.#keep(keys[index], value, now + this.#ttlMs);
      });
    }
    return Promise.all(values);
  }

  #keep(key: string, value: Promise<T>, until: number): void {
    if (this.#ttlMs <= 0) return;
    // Bounded: the oldest go first, as a Map iterates in order of insertion.
    this.#entries.delete(key);
    if (this.#entries.size >= MAX_ENTRIES) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest);
    }
    const entry = { value, until };
    this.#entries.set(key, entry);
    value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
  }
}
