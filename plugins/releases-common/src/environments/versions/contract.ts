import { z } from 'zod';
import { endpoint } from '../../http/endpoint';
import { pageOf, pageQuery } from '../../http/page';
import { entityRefSchema, instantSchema, listParam } from '../../http/values';
import * as p from '../permissions';
import { room } from '../contractParts';
import * as s from './schema';

/** @public */
export const deploymentsContract = {
  listDeployments: endpoint({
    method: 'GET',
    path: '/deployments',
    room,
    summary: 'List deployments, the latest first',
    permissions: [p.environmentReadPermission],
    query: z.object({
      componentRef: listParam(entityRefSchema),
      environmentRef: listParam(entityRefSchema),
      result: listParam(s.deploymentResultSchema),
      version: z.string().trim().min(1).max(200).optional(),
      from: instantSchema.optional(),
      to: instantSchema.optional(),
      ...pageQuery,
    }),
    response: pageOf(s.deploymentSchema),
  }),
  reportDeployment: endpoint({
    method: 'POST',
    path: '/deployments',
    room,
    status: 201,
    summary: 'Report a deployment',
    description:
      'With `leaseToken`: a token that is dead is answered with 409, and nothing is written.',
    permissions: [p.deploymentReportPermission],
    body: s.deploymentInputSchema,
    response: s.deploymentSchema,
  }),
  getVersionMatrix: endpoint({
    method: 'GET',
    path: '/deployments/matrix',
    room,
    summary: 'What runs where, and how far it is ahead of production',
    permissions: [p.environmentReadPermission],
    query: z.object({
      componentRef: listParam(entityRefSchema),
      system: listParam(entityRefSchema),
      environmentRef: listParam(entityRefSchema),
      q: z.string().trim().min(1).max(200).optional(),
      ...pageQuery,
    }),
    response: pageOf(s.matrixRowSchema).extend({
      /** The columns, along the promotion path. */
      environments: z.array(z.string()),
    }),
  }),
};
