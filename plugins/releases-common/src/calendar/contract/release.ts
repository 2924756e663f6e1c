import { z } from 'zod';
import { endpoint } from '../../http/endpoint';
import { pageOf, pageQuery } from '../../http/page';
import { entityRefSchema, instantSchema, listParam } from '../../http/values';
import * as p from '../permissions';
import * as s from '../schema';

const room = 'calendar';
const params = z.object({ id: z.uuid() });

export const releaseEndpoints = {
  listReleases: endpoint({
    method: 'GET',
    path: '/releases',
    room,
    summary: 'List releases',
    permissions: [p.releaseReadPermission],
    query: z.object({
      entityRef: listParam(entityRefSchema),
      environmentRef: listParam(entityRefSchema),
      owner: listParam(entityRefSchema),
      status: listParam(s.releaseStatusSchema),
      q: z.string().trim().min(1).max(200).optional(),
      from: instantSchema.optional(),
      to: instantSchema.optional(),
      order: z.enum(['start', '-start']).default('start'),
      ...pageQuery,
    }),
    response: pageOf(s.releaseSchema),
  }),
  createRelease: endpoint({
    method: 'POST',
    path: '/releases',
    room,
    status: 201,
    summary: 'Plan a release',
    permissions: [p.releaseCreatePermission],
    body: s.releaseInputSchema,
    response: s.releaseSchema,
  }),
  getRelease: endpoint({
    method: 'GET',
    path: '/releases/:id',
    room,
    summary: 'Get a release',
    permissions: [p.releaseReadPermission],
    params,
    response: s.releaseSchema,
  }),
  updateRelease: endpoint({
    method: 'PATCH',
    path: '/releases/:id',
    room,
    revisioned: true,
    summary: 'Change a release',
    permissions: [p.releaseUpdatePermission],
    params,
    body: s.releasePatchSchema,
    response: s.releaseSchema,
  }),
  deleteRelease: endpoint({
    method: 'DELETE',
    path: '/releases/:id',
    room,
    revisioned: true,
    status: 204,
    summary: 'Delete a release',
    permissions: [p.releaseDeletePermission],
    params,
  }),
};
