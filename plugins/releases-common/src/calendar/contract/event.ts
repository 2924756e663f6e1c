import { z } from 'zod';
import { endpoint } from '../../http/endpoint';
import { pageOf, pageQuery } from '../../http/page';
import { entityRefSchema, instantSchema, listParam } from '../../http/values';
import * as p from '../permissions';
import * as s from '../schema';

const room = 'calendar';
const params = z.object({ id: z.uuid() });

export const eventEndpoints = {
  listEvents: endpoint({
    method: 'GET',
    path: '/events',
    room,
    summary: 'List business and vendor events',
    permissions: [p.eventReadPermission],
    query: z.object({
      kind: listParam(s.eventKindSchema),
      category: listParam(s.eventCategorySchema),
      vendor: listParam(z.string().max(100)),
      owner: listParam(entityRefSchema),
      subscriptionId: z.uuid().optional(),
      q: z.string().trim().min(1).max(200).optional(),
      from: instantSchema.optional(),
      to: instantSchema.optional(),
      ...pageQuery,
    }),
    response: pageOf(s.calendarEventSchema),
  }),
  createEvent: endpoint({
    method: 'POST',
    path: '/events',
    room,
    status: 201,
    summary: 'Enter a business or vendor event',
    permissions: [p.eventCreatePermission],
    body: s.eventInputSchema,
    response: s.calendarEventSchema,
  }),
  getEvent: endpoint({
    method: 'GET',
    path: '/events/:id',
    room,
    summary: 'Get an event',
    permissions: [p.eventReadPermission],
    params,
    response: s.calendarEventSchema,
  }),
  updateEvent: endpoint({
    method: 'PATCH',
    path: '/events/:id',
    room,
    revisioned: true,
    summary: 'Change an event',
    permissions: [p.eventUpdatePermission],
    params,
    body: s.eventPatchSchema,
    response: s.calendarEventSchema,
  }),
  deleteEvent: endpoint({
    method: 'DELETE',
    path: '/events/:id',
    room,
    revisioned: true,
    status: 204,
    summary: 'Delete an event',
    permissions: [p.eventDeletePermission],
    params,
  }),
};
