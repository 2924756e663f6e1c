import { z } from 'zod';
import { endpoint } from '../../http/endpoint';
import { pageOf, pageQuery } from '../../http/page';
import { entityRefSchema, instantSchema, listParam } from '../../http/values';
import * as p from '../permissions';
import {
  noBody,
  optionalReason,
  params,
  reasonBody,
  room,
} from '../contractParts';
import * as s from './schema';

/** A step of one claim that leads to another status. */
function step<const Path extends string, Body extends z.ZodObject>(
  path: Path,
  summary: string,
  body: Body,
  permission:
    | typeof p.claimConfirmPermission
    | typeof p.claimUpdatePermission = p.claimUpdatePermission,
) {
  return endpoint({
    method: 'POST',
    path: `/claims/:id/${path}`,
    room,
    revisioned: true,
    summary,
    permissions: [permission],
    params,
    body,
    response: s.claimSchema,
  });
}

/** @public */
export const claimsContract = {
  listClaims: endpoint({
    method: 'GET',
    path: '/claims',
    room,
    summary: 'List claims',
    permissions: [p.claimReadPermission],
    query: z.object({
      environmentRef: listParam(entityRefSchema),
      group: listParam(entityRefSchema),
      status: listParam(s.claimStatusSchema),
      /** Only those to be attested by then. */
      attestBefore: instantSchema.optional(),
      ...pageQuery,
    }),
    response: pageOf(s.claimSchema),
  }),
  createClaim: endpoint({
    method: 'POST',
    path: '/claims',
    room,
    status: 201,
    summary: 'Claim an environment for a group, or ask a group to',
    permissions: [p.claimCreatePermission],
    body: s.claimInputSchema,
    response: s.claimSchema,
  }),
  getClaim: endpoint({
    method: 'GET',
    path: '/claims/:id',
    room,
    summary: 'Get a claim',
    permissions: [p.claimReadPermission],
    params,
    response: s.claimSchema,
  }),
  updateClaim: endpoint({
    method: 'PATCH',
    path: '/claims/:id',
    room,
    revisioned: true,
    summary: 'Change the steward, the contact or the obligations',
    permissions: [p.claimUpdatePermission],
    params,
    body: s.claimPatchSchema,
    response: s.claimSchema,
  }),
  acceptClaim: step('accept', 'Accept what the group was asked to own', noBody),
  declineClaim: step('decline', 'Decline it', optionalReason),
  confirmClaim: step(
    'confirm',
    'Confirm a claim',
    optionalReason,
    p.claimConfirmPermission,
  ),
  rejectClaim: step(
    'reject',
    'Reject a claim',
    reasonBody,
    p.claimConfirmPermission,
  ),
  withdrawClaim: step('withdraw', 'Withdraw a claim', optionalReason),
  attestClaim: step('attest', 'Say again that the group owns it', noBody),
  offerHandover: step(
    'handover',
    'Offer it to another group',
    z.strictObject({
      group: entityRefSchema,
      reason: z.string().trim().max(2000).optional(),
    }),
  ),
  answerHandover: step(
    'handover/answer',
    'Accept or decline a handover, for the receiving group',
    z.strictObject({ accept: z.boolean() }),
  ),
  retractHandover: step('handover/retract', 'Take the offer back', noBody),
  giveUpClaim: step('give-up', 'Give an environment up', reasonBody),
  fulfilObligation: step(
    'obligations',
    'Record that an obligation was fulfilled',
    z.strictObject({ obligationId: z.string().max(100) }),
  ),
};
