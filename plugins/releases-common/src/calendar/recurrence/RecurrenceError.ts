import { InputError } from '@backstage/errors';

/**
 * A schedule that is refused. `part` names what is at fault: `FREQ`, `BYDAY`,
 * `UNTIL` and so on for a part of the rule, `rrule` for the rule as a whole, or
 * `start`, `timeZone`, `duration`, `exdates`, `rdates`, `from`, `to`.
 *
 * @public
 */
export class RecurrenceError extends InputError {
  readonly part: string;

  constructor(part: string, reason: string) {
    super(`${part}: ${reason}`);
    this.part = part;
  }
}
