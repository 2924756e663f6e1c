import { z } from 'zod';
import { endpoint } from '../../http/endpoint';
import { pageOf, pageQuery } from '../../http/page';
import { entityRefSchema, instantSchema, listParam } from '../../http/values';
import * as p from '../permissions';
import * as s from '../schema';

const room = 'calendar';
const params = z.object({ id: z.uuid() });

export const windowEndpoints = {
  listWindows: endpoint({
    method: 'GET',
    path: '/windows',
    room,
    summary: 'List freezes, allow windows and advisories',
    permissions: [p.windowReadPermission],
    query: z.object({
      kind: listParam(s.windowKindSchema),
      owner: listParam(entityRefSchema),
      enforcement: listParam(s.enforcementSchema),
      subscriptionId: z.uuid().optional(),
      q: z.string().trim().min(1).max(200).optional(),
      /** Only those with an occurrence that touches this span. */
      from: instantSchema.optional(),
      to: instantSchema.optional(),
      ...pageQuery,
    }),
    response: pageOf(s.windowSchema),
  }),
  createWindow: endpoint({
    method: 'POST',
    path: '/windows',
    room,
    status: 201,
    summary: 'Create a window',
    permissions: [p.windowCreatePermission],
    body: s.windowInputSchema,
    response: s.windowSchema,
  }),
  getWindow: endpoint({
    method: 'GET',
    path: '/windows/:id',
    room,
    summary: 'Get a window',
    permissions: [p.windowReadPermission],
    params,
    response: s.windowSchema,
  }),
  updateWindow: endpoint({
    method: 'PATCH',
    path: '/windows/:id',
    room,
    revisioned: true,
    summary: 'Change a window',
    permissions: [p.windowUpdatePermission],
    params,
    body: s.windowPatchSchema,
    response: s.windowSchema,
  }),
  deleteWindow: endpoint({
    method: 'DELETE',
    path: '/windows/:id',
    room,
    revisioned: true,
    status: 204,
    summary: 'Delete a window',
    permissions: [p.windowDeletePermission],
    params,
  }),
};
