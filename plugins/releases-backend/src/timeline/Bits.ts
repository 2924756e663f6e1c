/** A set of small integers, quick to intersect. */
export class Bits {
  /** From this word on; those before are empty. */
  readonly #first: number;
  readonly #words: Uint32Array;

  private constructor(first: number, words: Uint32Array) {
    this.#first = first;
    this.#words = words;
  }

  static of(places: Iterable<number>): Bits {
    const all = [...places];
    let lowest = Infinity;
    let highest = -1;
    for (const place of all) {
      if (place < lowest) lowest = place;
      if (place > highest) highest = place;
    }
    if (all.length === 0) return new Bits(0, new Uint32Array(0));
    const first = Math.floor(lowest / 32);
    const words = new Uint32Array(Math.floor(highest / 32) + 1 - first);
    for (const place of all)
      words[Math.floor(place / 32) - first] |= 1 << place % 32;
    return new Bits(first, words);
  }

  /** In words of 32. */
  get size(): number {
    return this.#words.length;
  }

  isEmpty(): boolean {
    return this.#words.every(word => word === 0);
  }

  /** Of those that are in both, so many at most. */
  and(other: Bits, limit: number): number[] {
    const found: number[] = [];
    const from = Math.max(this.#first, other.#first);
    const to = Math.min(
      this.#first + this.#words.length,
      other.#first + other.#words.length,
    );
    for (let index = from; index < to && found.length < limit; index++) {
      let both =
        this.#words[index - this.#first] & other.#words[index - other.#first];
      while (both !== 0 && found.length < limit) {
        const place = 31 - Math.clz32(both);
        found.push(index * 32 + place);
        both &= ~(1 << place);
      }
    }
    return found;
  }
}
