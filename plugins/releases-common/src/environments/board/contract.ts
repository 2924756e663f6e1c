import { z } from 'zod';
import { environmentTierSchema } from '../../catalog/schema';
import { endpoint } from '../../http/endpoint';
import { pageOf, pageQuery } from '../../http/page';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  resourceFields,
} from '../../http/values';
import { lifecycleClassSchema } from '../annotations';
import { environmentRowSchema } from './schema';
import { bookingPolicySchema } from '../bookings/policy';
import { findingKindSchema, findingSchema, idleProofSchema } from '../findings';
import * as p from '../permissions';
import { refParams, room } from '../contractParts';

const ownership = z.object({
  claimId: z.string(),
  group: z.string(),
  since: instantSchema,
  until: instantSchema.optional(),
});
const policy = z.object({
  ...bookingPolicySchema.shape,
  environmentRef: z.string(),
  revision: resourceFields.revision,
  updatedAt: resourceFields.updatedAt.optional(),
  updatedBy: resourceFields.updatedBy.optional(),
});

/** @public */
export const boardContract = {
  listEnvironments: endpoint({
    method: 'GET',
    path: '/environments',
    room,
    summary: 'The board: who owns each environment, who has it, until when',
    description: 'Along the promotion path.',
    permissions: [p.environmentReadPermission],
    query: z.object({
      environmentRef: listParam(entityRefSchema),
      tier: listParam(environmentTierSchema),
      lifecycle: listParam(lifecycleClassSchema),
      owner: listParam(entityRefSchema),
      system: listParam(entityRefSchema),
      only: listParam(
        z.enum(['free', 'ours', 'findings', 'idle', 'unclaimed']),
      ),
      q: z.string().trim().min(1).max(200).optional(),
      ...pageQuery,
    }),
    response: pageOf(environmentRowSchema),
  }),
  getEnvironment: endpoint({
    method: 'GET',
    path: '/environments/:kind/:namespace/:name',
    room,
    summary: 'Get an environment',
    permissions: [p.environmentReadPermission],
    params: refParams,
    response: environmentRowSchema,
  }),
  getEnvironmentOwners: endpoint({
    method: 'GET',
    path: '/environments/:kind/:namespace/:name/owners',
    room,
    summary: 'Who owned an environment when',
    description: 'With `at`: who owned it at that instant, none or one.',
    permissions: [p.environmentReadPermission],
    params: refParams,
    query: z.object({ at: instantSchema.optional() }),
    response: z.object({ items: z.array(ownership) }),
  }),
  getBookingPolicy: endpoint({
    method: 'GET',
    path: '/environments/:kind/:namespace/:name/booking-policy',
    room,
    summary: 'How an environment is booked',
    permissions: [p.environmentReadPermission],
    params: refParams,
    response: policy,
  }),
  updateBookingPolicy: endpoint({
    method: 'PATCH',
    path: '/environments/:kind/:namespace/:name/booking-policy',
    room,
    revisioned: true,
    summary: 'Change how an environment is booked',
    permissions: [p.environmentManagePermission],
    params: refParams,
    body: bookingPolicySchema,
    response: policy,
  }),
  keepEnvironment: endpoint({
    method: 'POST',
    path: '/environments/:kind/:namespace/:name/keep',
    room,
    summary: 'Keep an idle environment',
    permissions: [p.environmentManagePermission],
    params: refParams,
    body: z.strictObject({
      until: instantSchema,
      reason: z.string().trim().min(1).max(2000),
    }),
    response: idleProofSchema,
  }),
  releaseEnvironment: endpoint({
    method: 'POST',
    path: '/environments/:kind/:namespace/:name/release',
    room,
    summary: 'Let an idle environment go',
    description:
      'Marks it and emits `environment.expired` for the tool that deletes; nothing is deleted here.',
    permissions: [p.environmentManagePermission],
    params: refParams,
    body: z.strictObject({ reason: z.string().trim().max(2000).optional() }),
    response: idleProofSchema,
  }),
  listFindings: endpoint({
    method: 'GET',
    path: '/environments/findings',
    room,
    summary: 'List what is found about data, access and network',
    permissions: [p.environmentReadPermission],
    query: z.object({
      environmentRef: listParam(entityRefSchema),
      kind: listParam(findingKindSchema),
      ...pageQuery,
    }),
    response: pageOf(findingSchema),
  }),
};
