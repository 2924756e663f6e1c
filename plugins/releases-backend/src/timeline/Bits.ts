/** A set of small integers, quick to intersect. */
export class Bits {
  readonly #words: Uint32Array;

  private constructor(words: Uint32Array) {
    this.#words = words;
  }

  static of(places: number[]): Bits {
    let highest = -1;
    for (const place of places) highest = Math.max(highest, place);
    const words = new Uint32Array(Math.floor(highest / 32) + 1);
    // eslint-disable-next-line no-bitwise
    for (const place of places)
      words[Math.floor(place / 32)] |= 1 << place % 32;
    return new Bits(words);
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
    const length = Math.min(this.#words.length, other.#words.length);
    for (let index = 0; index < length; index++) {
      // eslint-disable-next-line no-bitwise
      let both = this.#words[index] & other.#words[index];
      while (both !== 0 && found.length < limit) {
        const place = 31 - Math.clz32(both);
        found.push(index * 32 + place);
        // eslint-disable-next-line no-bitwise
        both &= ~(1 << place);
      }
      if (found.length >= limit) break;
    }
    return found;
  }
}
