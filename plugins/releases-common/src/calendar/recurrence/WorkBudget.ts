import { RecurrenceError } from './RecurrenceError';

/**
 * Bounds the work that a rule may cause: days looked at, and candidates built
 * for BYSETPOS. A million takes some 100 ms.
 */
export class WorkBudget {
  #left: number;

  constructor(steps = 1_000_000) {
    this.#left = steps;
  }

  spend(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) {
      throw new RecurrenceError(
        'rrule',
        'takes too long to work out; expected a rule that is met more often, or a shorter time span',
      );
    }
  }
}
