import { z } from 'zod';
import { endpoint } from '../../http/endpoint';
import { pageOf, pageQuery } from '../../http/page';
import { listParam } from '../../http/values';
import * as p from '../permissions';
import * as s from '../schema';

const room = 'calendar';
const params = z.object({ id: z.uuid() });

export const overrideEndpoints = {
  listOverrides: endpoint({
    method: 'GET',
    path: '/overrides',
    room,
    summary: 'List overrides',
    permissions: [p.windowReadPermission],
    query: z.object({
      windowId: z.uuid().optional(),
      releaseId: z.uuid().optional(),
      status: listParam(s.overrideStatusSchema),
      ...pageQuery,
    }),
    response: pageOf(s.overrideSchema),
  }),
  requestOverride: endpoint({
    method: 'POST',
    path: '/overrides',
    room,
    status: 201,
    summary: 'Request an override of a freeze',
    permissions: [p.overrideRequestPermission],
    body: s.overrideInputSchema,
    response: s.overrideSchema,
  }),
  getOverride: endpoint({
    method: 'GET',
    path: '/overrides/:id',
    room,
    summary: 'Get an override',
    permissions: [p.windowReadPermission],
    params,
    response: s.overrideSchema,
  }),
  approveOverride: endpoint({
    method: 'POST',
    path: '/overrides/:id/approve',
    room,
    revisioned: true,
    summary: 'Approve an override',
    description: 'The approver is somebody other than the requester.',
    permissions: [p.overrideApprovePermission],
    params,
    body: s.overrideDecisionSchema,
    response: s.overrideSchema,
  }),
  rejectOverride: endpoint({
    method: 'POST',
    path: '/overrides/:id/reject',
    room,
    revisioned: true,
    summary: 'Reject an override',
    permissions: [p.overrideApprovePermission],
    params,
    body: s.overrideDecisionSchema,
    response: s.overrideSchema,
  }),
  revokeOverride: endpoint({
    method: 'POST',
    path: '/overrides/:id/revoke',
    room,
    revisioned: true,
    summary: 'Revoke an override, or withdraw the request',
    permissions: [p.overrideApprovePermission],
    params,
    body: s.overrideDecisionSchema,
    response: s.overrideSchema,
  }),
  listOverrideUses: endpoint({
    method: 'GET',
    path: '/overrides/:id/uses',
    room,
    summary: 'List every use of an override',
    permissions: [p.windowReadPermission],
    params,
    query: z.object(pageQuery),
    response: pageOf(s.overrideUseSchema),
  }),
  useOverride: endpoint({
    method: 'POST',
    path: '/overrides/:id/uses',
    room,
    status: 201,
    summary: 'Make use of an override, for the record',
    permissions: [p.windowReadPermission],
    params,
    body: s.overrideUseInputSchema,
    response: s.overrideUseSchema,
  }),
};
