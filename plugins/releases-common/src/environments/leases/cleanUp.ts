import { DAY_MS, MINUTE_MS, toIso } from '../time';

/**
 * What happens around the end of a booking or lease that is not given back: its
 * holder is told before, the environment's owner at the end; after the grace the
 * environment is marked and `environment.expired` is emitted. Nothing is deleted.
 *
 * @public
 */
export type CleanUpStep = 'warn-holder' | 'tell-owner' | 'mark-expired';

/** @public */
export interface CleanUpQuestion {
  start: string;
  expiresAt: string;
  /** Epoch milliseconds. */
  now: number;
  /** Steps taken already. */
  done: readonly CleanUpStep[];
  /** 24 hours unless told; at most a quarter of the whole time. */
  warnMinutes?: number;
  graceMinutes?: number;
}

/**
 * When each step of the clean-up is due.
 *
 * @public
 */
export function cleanUpPlan(
  question: Omit<CleanUpQuestion, 'now' | 'done'>,
): { step: CleanUpStep; at: string }[] {
  const { warnMinutes = DAY_MS / MINUTE_MS, graceMinutes = 0 } = question;
  const end = Date.parse(question.expiresAt);
  const whole = end - Date.parse(question.start);
  return [
    {
      step: 'warn-holder',
      at: toIso(end - Math.min(warnMinutes * MINUTE_MS, whole / 4)),
    },
    { step: 'tell-owner', at: toIso(end) },
    { step: 'mark-expired', at: toIso(end + graceMinutes * MINUTE_MS) },
  ];
}

/**
 * The steps that are due and not taken. A holder is not warned any more once it
 * is over.
 *
 * @public
 */
export function dueCleanUp(question: CleanUpQuestion): CleanUpStep[] {
  const { now, done, expiresAt } = question;
  return cleanUpPlan(question)
    .filter(({ at }) => Date.parse(at) <= now)
    .map(({ step }) => step)
    .filter(
      step =>
        !done.includes(step) &&
        (step !== 'warn-holder' || now < Date.parse(expiresAt)),
    );
}
