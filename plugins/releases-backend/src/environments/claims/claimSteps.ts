import { randomUUID } from 'node:crypto';
import {
  Claim,
  ClaimInput,
  ClaimPatch,
  HIDDEN_ENTITY_REF,
  Obligation,
} from '@release-desk/plugin-releases-common';
import { created, given, touched } from '../../database';

/** What a claim is when it is made: asked for by the group, or of the group. */
export function madeClaim(
  input: ClaimInput,
  by: { actor: string; now: number; confirmedBy?: string },
): Claim {
  const { ask, obligations, reason, steward, ...fields } = input;
  const { actor, now, confirmedBy } = by;
  return {
    ...fields,
    ...created(actor, now),
    ...(steward && { steward }),
    ...(reason && { reason }),
    status: ask ? 'asked' : 'requested',
    requestedBy: actor,
    ...(confirmedBy && { confirmedBy }),
    obligations: obligations.map(item => ({ ...item, id: randomUUID() })),
  };
}

/** From then on its group answers for it. */
export function activated(
  claim: Claim,
  now: number,
  confirmedBy: string,
): Claim {
  return {
    ...claim,
    status: 'active',
    activeSince: new Date(now).toISOString(),
    confirmedBy,
  };
}

/** The receiver's own: what the other group took on goes with the environment. */
export function handedOver(
  claim: Claim,
  by: { group: string; actor: string; now: number },
): Claim {
  const { group, actor, now } = by;
  const { environmentRef, attestEveryMonths, obligations } = claim;
  return activated(
    {
      ...created(actor, now),
      environmentRef,
      attestEveryMonths,
      obligations,
      group,
      escalation: '',
      status: 'requested',
      requestedBy: claim.offeredBy ?? actor,
    },
    now,
    actor,
  );
}

/** Without the offer that was answered or taken back. */
export function withoutOffer(claim: Claim): Claim {
  const { offeredTo: _, offeredBy: __, ...rest } = claim;
  return rest;
}

/** An obligation that stays the same keeps when it was done last. */
export function patchedClaim(claim: Claim, patch: ClaimPatch): Claim {
  const { obligations, steward, ...fields } = patch;
  return {
    ...claim,
    ...given(fields),
    // What the caller could not see, they did not mean to change.
    ...(steward && steward !== HIDDEN_ENTITY_REF && { steward }),
    ...(obligations && {
      obligations: obligations.map(
        (wanted): Obligation =>
          claim.obligations.find(item => isSame(item, wanted)) ?? {
            ...wanted,
            id: randomUUID(),
          },
      ),
    }),
  };
}

function isSame(
  one: Pick<Obligation, 'kind' | 'due'>,
  other: Pick<Obligation, 'kind' | 'due'>,
): boolean {
  return (
    one.kind === other.kind &&
    JSON.stringify(sorted(one.due)) === JSON.stringify(sorted(other.due))
  );
}

function sorted(record: object): [string, unknown][] {
  return Object.entries(record).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
}

/** What nobody answers for any more has no successor in the old claim. */
export function superseded(claim: Claim, actor: string, now: number): Claim {
  return { ...claim, ...touched(claim, actor, now), status: 'ended' };
}
