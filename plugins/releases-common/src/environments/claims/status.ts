import { refuse, Refusal } from '../refusal';
import type { Claim, ClaimStatus } from './schema';

/** @public */
export type ClaimAction =
  | 'accept'
  | 'decline'
  | 'confirm'
  | 'reject'
  | 'withdraw'
  | 'attest'
  | 'offer-handover'
  | 'accept-handover'
  | 'decline-handover'
  | 'retract-handover'
  | 'give-up'
  | 'lapse'
  | 'supersede';

/**
 * Who acts, seen from the claim: a member of its group, a member of the group
 * that it was offered to, an administrator, the configuration that confirms at
 * once, the clock.
 *
 * @public
 */
export type ClaimRole =
  | 'member'
  | 'receiver'
  | 'administrator'
  | 'policy'
  | 'clock';

/** @public */
export interface ClaimTransition {
  from: readonly ClaimStatus[];
  /** Absent: the status stays. */
  to?: ClaimStatus;
  by: readonly ClaimRole[];
  needsReason?: boolean;
}

/**
 * Which action leads from where to where, and who may take it.
 *
 * @public
 */
export const CLAIM_TRANSITIONS: Readonly<Record<ClaimAction, ClaimTransition>> =
  {
    accept: { from: ['asked'], to: 'active', by: ['member'] },
    decline: { from: ['asked'], to: 'rejected', by: ['member'] },
    confirm: {
      from: ['requested'],
      to: 'active',
      by: ['administrator', 'policy'],
    },
    reject: {
      from: ['requested'],
      to: 'rejected',
      by: ['administrator'],
      needsReason: true,
    },
    withdraw: {
      from: ['asked', 'requested'],
      to: 'withdrawn',
      by: ['member', 'administrator'],
    },
    attest: { from: ['active', 'handover-offered'], by: ['member'] },
    'offer-handover': {
      from: ['active'],
      to: 'handover-offered',
      by: ['member', 'administrator'],
    },
    'accept-handover': {
      from: ['handover-offered'],
      to: 'ended',
      by: ['receiver'],
    },
    'decline-handover': {
      from: ['handover-offered'],
      to: 'active',
      by: ['receiver'],
    },
    'retract-handover': {
      from: ['handover-offered'],
      to: 'active',
      by: ['member', 'administrator'],
    },
    'give-up': {
      from: ['active', 'handover-offered'],
      to: 'ended',
      by: ['member', 'administrator'],
      needsReason: true,
    },
    lapse: {
      from: ['active', 'handover-offered'],
      to: 'orphaned',
      by: ['clock'],
      needsReason: true,
    },
    supersede: { from: ['orphaned'], to: 'ended', by: ['policy'] },
  };

/** In these the group answers for the environment. @public */
export const ACCOUNTABLE_STATUSES: readonly ClaimStatus[] = [
  'active',
  'handover-offered',
];

/** @public */
export interface ClaimTransitionRequest {
  claim: Pick<Claim, 'status' | 'requestedBy' | 'group' | 'offeredTo'>;
  action: ClaimAction;
  by: { ref: string; roles: readonly ClaimRole[] };
  reason?: string;
  /** Of `offer-handover`: the group that it is offered to. */
  to?: string;
}

/**
 * Whether a claim may take this step, and where it leads. Nobody confirms what
 * they asked for themselves, unless the configuration confirms at once; a
 * handover takes the receiver's consent.
 *
 * @public
 */
export function claimTransition(
  request: ClaimTransitionRequest,
):
  | { ok: true; status: ClaimStatus }
  | Refusal<'status' | 'role' | 'own-claim' | 'reason' | 'receiver'> {
  const { claim, action, by, reason, to } = request;
  const transition = CLAIM_TRANSITIONS[action];
  const { from, by: allowed, needsReason } = transition;
  if (!from.includes(claim.status)) {
    return refuse(
      'status',
      `it is ${claim.status}; to ${action}, expected ${from.join(' or ')}`,
    );
  }
  const roles = by.roles.filter(role => allowed.includes(role));
  if (roles.length === 0) {
    return refuse('role', `to ${action}, expected ${allowed.join(' or ')}`);
  }
  const isByPolicy = roles.includes('policy');
  if (action === 'confirm' && !isByPolicy && by.ref === claim.requestedBy) {
    return refuse(
      'own-claim',
      'expected an administrator who is not the requester',
    );
  }
  if (needsReason && !reason?.trim()) {
    return refuse('reason', `to ${action}, expected a reason`);
  }
  if (action === 'offer-handover' && (!to || to === claim.group)) {
    return refuse('receiver', 'expected another group to offer it to');
  }
  return { ok: true, status: transition.to ?? claim.status };
}
