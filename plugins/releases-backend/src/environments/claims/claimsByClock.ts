import { stringifyError } from '@backstage/errors';
import {
  attestationOf,
  Claim,
  claimTransition,
  LapseReason,
  lapseReason,
} from '@release-desk/plugin-releases-common';
import { touched, transact } from '../../database';
import { OWN_ACTOR } from '../service/ownActor';
import { lockEnvironments } from '../store';
import { ClaimDependencies } from './ClaimDependencies';
import { dueNotices } from './dueNotices';
import { VacantGroups } from './VacantGroups';

const AT_ONCE = 100;

const WHY: Record<LapseReason, string> = {
  'group-gone': 'Its group is no longer in the catalog',
  'group-empty': 'Its group has no members any more',
  'not-attested': 'Nobody attested in time that the group still owns it',
};

/**
 * Lets claims lapse whose group is empty or gone or that nobody attested, and
 * tells groups what is due, each in its own transaction. For the scheduler.
 * Answers ids of those that lapsed.
 */
export async function claimsByClock(
  options: ClaimDependencies & { signal?: AbortSignal },
): Promise<string[]> {
  const { claims, logger, signal } = options;
  const groups = new VacantGroups(options);
  let last: string | undefined;
  const lapsed: string[] = [];
  for (;;) {
    const page = await claims.accountableAfter(last, AT_ONCE);
    for (const claim of page) {
      if (signal?.aborted) return lapsed;
      try {
        if (await act(options, claim, groups)) lapsed.push(claim.id);
      } catch (error) {
        // One that cannot be looked at must not keep the others from it.
        logger.error(
          `Could not look after claim ${claim.id}: ${stringifyError(error)}`,
        );
      }
    }
    if (page.length < AT_ONCE) return lapsed;
    last = page.at(-1)?.id;
  }
}

async function act(
  options: ClaimDependencies,
  seen: Claim,
  groups: VacantGroups,
): Promise<boolean> {
  const { knex, clock, claims, claimsConfig, claimWriter, notifier } = options;
  // Outside of the transaction: it asks the catalog.
  const group = await groups.stateOf(seen);
  const now = await clock(knex);
  const notices = dueNotices(seen, now);
  const graceDays = claimsConfig.attestGraceDays;
  const reason = lapseReason({ claim: seen, now, group, graceDays });
  if (!reason && notices.length === 0) return false;
  return transact(knex, async tx => {
    await lockEnvironments(tx, [seen.environmentRef]);
    const at = await clock(tx);
    // Read again: somebody may have attested it meanwhile.
    const claim = await claims.get(seen.id, tx);
    if (claim?.revision !== seen.revision) return false;
    const why = lapseReason({ claim, now: at, group, graceDays });
    if (!why) {
      for (const notice of notices) await notifier.notify(tx, notice);
      return false;
    }
    const statusReason = WHY[why];
    const decided = claimTransition({
      claim,
      action: 'lapse',
      by: { ref: OWN_ACTOR, roles: ['clock'] },
      reason: statusReason,
    });
    if (!decided.ok) return false;
    // When it was due, it is clear since when; however late the clock looks.
    const attestation = attestationOf(claim, at);
    const { offeredTo: _, offeredBy: __, ...rest } = claim;
    const after: Claim = {
      ...rest,
      ...touched(claim, OWN_ACTOR, at),
      status: decided.status,
      statusReason,
      endedAt:
        why === 'not-attested' && graceDays === 0 && attestation
          ? attestation.dueAt
          : new Date(at).toISOString(),
    };
    return claimWriter.write(
      tx,
      { verb: 'lapse', before: claim, after, reason: statusReason },
      OWN_ACTOR,
    );
  });
}
