import { ConflictError, InputError } from '@backstage/errors';
import {
  BookingPatch,
  BookingPolicy,
  bookingProblems,
  BookingRequest,
  EntityFacts,
} from '@release-desk/plugin-releases-common';
import { applyPatch } from '../../database';
import { CallContext } from '../../http/types';
import { StoredBooking } from '../store';
import { EnvironmentsDependencies } from './dependencies';
import { requireNoProblems } from './refusals';

/** What may be asked of a booking, and how a patch is meant. */
export class BookingChanges {
  readonly #options: Pick<
    EnvironmentsDependencies,
    'catalogView' | 'canReadObject' | 'checks'
  >;

  constructor(
    options: Pick<
      EnvironmentsDependencies,
      'catalogView' | 'canReadObject' | 'checks'
    >,
  ) {
    this.#options = options;
  }

  /** The environments that are asked for. Throws `InputError` naming the field. */
  async places(
    input: Pick<BookingRequest, 'environments' | 'systemRef'>,
    context: CallContext,
  ): Promise<{ environments: string[]; facts: Map<string, EntityFacts> }> {
    const { checks } = this.#options;
    const { systemRef } = input;
    const named = systemRef
      ? await checks.environmentsOfSystem(systemRef, context)
      : input.environments ?? [];
    const environments = [...new Set(named)];
    const facts = await checks.environments(
      named.map((ref, index) => ({ field: `environments[${index}]`, ref })),
      context,
    );
    return { environments, facts };
  }

  /** Whom it is for, and what it is for. Throws `InputError` naming the field. */
  async requireNamed(
    input: { onBehalfOf: string; releaseId?: string },
    context: CallContext,
  ): Promise<void> {
    await this.#options.checks.group(input.onBehalfOf, context);
    await this.#requireRelease(input.releaseId, context);
  }

  /** As told, or as the policies say: the longest of all its environments. */
  buffersOf(
    input: Pick<BookingRequest, 'setupMinutes' | 'teardownMinutes'>,
    named: Map<string, BookingPolicy>,
  ): { setupMinutes: number; teardownMinutes: number } {
    const policies = [...named.values()];
    const longest = (line: 'setupMinutes' | 'teardownMinutes') =>
      Math.max(0, ...policies.map(policy => policy[line]));
    return {
      setupMinutes: input.setupMinutes ?? longest('setupMinutes'),
      teardownMinutes: input.teardownMinutes ?? longest('teardownMinutes'),
    };
  }

  /** What the caller could not see, they did not mean to take away. */
  async patched(
    before: StoredBooking,
    patch: BookingPatch,
    context: CallContext,
  ): Promise<{ wanted: StoredBooking; facts: Map<string, EntityFacts> }> {
    const { catalogView, checks } = this.#options;
    const wanted = applyPatch(before, patch, unsaid);
    if (patch.environments) {
      const visible = await checks.visible(before.environments, context);
      await checks.environments(
        patch.environments
          .map((ref, index) => ({ field: `environments[${index}]`, ref }))
          .filter(({ ref }) => !before.environments.includes(ref)),
        context,
      );
      wanted.environments = [
        ...new Set([
          ...patch.environments,
          ...before.environments.filter(ref => !visible.has(ref)),
        ]),
      ];
      wanted.approvals = wanted.environments.map(
        environmentRef =>
          before.approvals.find(
            item => item.environmentRef === environmentRef,
          ) ?? { environmentRef, status: 'pending' },
      );
    }
    if (wanted.releaseId !== before.releaseId)
      await this.#requireRelease(wanted.releaseId, context);
    return {
      wanted,
      facts: await catalogView.getFacts(wanted.environments),
    };
  }

  /** Throws `ConflictError` for one that is over, `InputError` naming the field. */
  requireAllowed(
    current: StoredBooking,
    wanted: StoredBooking,
    now: number,
  ): void {
    const { status } = current;
    if (!['draft', 'pending', 'approved', 'active'].includes(status))
      throw new ConflictError(`It is ${status}, and changes no more`);
    if (status === 'active') {
      if (wanted.start !== current.start)
        throw new InputError('start: it is active, so its start stays');
      if (current.environments.some(ref => !wanted.environments.includes(ref)))
        throw new InputError(
          'environments: it is active, so it may get more of them but none less',
        );
    }
    const isMoved = wanted.start !== current.start;
    requireNoProblems(
      bookingProblems(wanted, now).filter(
        // One that has begun may still be made longer.
        ({ path }) => path[0] === 'end' || isMoved,
      ),
    );
    if (wanted.end !== current.end && Date.parse(wanted.end) <= now)
      throw new InputError('end: expected an instant that is not past');
  }

  /** It would hold something that it did not, or in another way. */
  takesMore(current: StoredBooking, wanted: StoredBooking): boolean {
    const lead = ({ start, setupMinutes }: StoredBooking) =>
      Date.parse(start) - setupMinutes * 60_000;
    const tail = ({ end, teardownMinutes }: StoredBooking) =>
      Date.parse(end) + teardownMinutes * 60_000;
    return (
      wanted.usage !== current.usage ||
      wanted.mode !== current.mode ||
      wanted.start < current.start ||
      wanted.end > current.end ||
      lead(wanted) < lead(current) ||
      tail(wanted) > tail(current) ||
      wanted.environments.some(ref => !current.environments.includes(ref))
    );
  }

  async #requireRelease(
    releaseId: string | undefined,
    context: CallContext,
  ): Promise<void> {
    if (
      releaseId &&
      !(await this.#options.canReadObject(`release:${releaseId}`, context))
    )
      throw new InputError(`releaseId: unknown release ${releaseId}`);
  }
}

/** What `null` gives back what need not be given. */
function unsaid(name: string): unknown {
  if (name === 'links') return [];
  return name === 'notes' ? '' : undefined;
}
