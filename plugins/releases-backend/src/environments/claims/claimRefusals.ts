import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { Claim, claimTransition } from '@release-desk/plugin-releases-common';

type ClaimRefusal = Extract<ReturnType<typeof claimTransition>, { ok: false }>;

/** What the status machine refuses, as HTTP says it. */
export function claimRefusal({ code, reason }: ClaimRefusal): Error {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  switch (code) {
    case 'role':
    case 'own-claim':
      return new NotAllowedError(text);
    case 'reason':
      return new InputError(`reason: ${reason}`);
    case 'receiver':
      return new InputError(`group: ${reason}`);
    default:
      return new ConflictError(text);
  }
}

/** Inside the transaction: the claim in the way, before it is asked who may know. */
export class InTheWay extends Error {
  readonly claim: Claim;

  constructor(claim: Claim) {
    super('Another claim is in the way');
    this.claim = claim;
  }
}

/** Somebody else answers for it, or has asked to already: 409. */
export class ClaimedError extends ConflictError {
  // The class name would replace it, and with it the 409.
  name = 'ConflictError' as const;
  readonly code: 'owned' | 'asked-already';
  /** Only of one that the caller may read. */
  readonly claimId?: string;
  readonly group?: string;

  constructor(claim: Claim, known: { isReadable: boolean; isNamed: boolean }) {
    const who = known.isNamed ? claim.group : 'a group that you may not see';
    const isOpen = claim.status === 'asked' || claim.status === 'requested';
    super(
      isOpen
        ? `${who} has been ${
            claim.status === 'asked' ? 'asked' : 'asking'
          } for ${claim.environmentRef} already`
        : `${who} answers for ${claim.environmentRef}; it may hand it over or give it up`,
    );
    this.code = isOpen ? 'asked-already' : 'owned';
    if (known.isReadable) this.claimId = claim.id;
    if (known.isNamed) this.group = claim.group;
  }
}
