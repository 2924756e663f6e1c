import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  BookingProblem,
  BookingRefusal,
} from '@release-desk/plugin-releases-common';
import { isHolder, Standing } from './BookingRoles';

/** What the status machine refuses, as HTTP says it. */
export function refusalError(refusal: BookingRefusal): Error {
  switch (refusal.code) {
    case 'role':
    case 'own-booking':
      return new NotAllowedError(sentence(refusal.reason));
    case 'reason':
      return new InputError(`reason: ${refusal.reason}`);
    default:
      return new ConflictError(sentence(refusal.reason));
  }
}

/** Throws `NotAllowedError` unless it is theirs. */
export function requireHolder(standing: Standing): void {
  if (!isHolder(standing))
    throw refusalError({
      ok: false,
      code: 'role',
      reason: 'expected somebody of the group that it is for',
    });
}

/** Throws `InputError` naming each field. */
export function requireNoProblems(problems: BookingProblem[]): void {
  if (problems.length > 0)
    throw new InputError(
      problems
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('; '),
    );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
