import { z } from 'zod';
import { endpoint } from '../../http/endpoint';
import { pageOf, pageQuery } from '../../http/page';
import { entityRefSchema, listParam } from '../../http/values';
import * as p from '../permissions';
import { params, reasonBody, room } from '../contractParts';
import * as s from './schema';
import { ttlSchema } from './ttl';

const token = z.int().min(1);

/** @public */
export const leasesContract = {
  listLeases: endpoint({
    method: 'GET',
    path: '/leases',
    room,
    summary: 'List leases',
    permissions: [p.bookingReadPermission],
    query: z.object({
      environmentRef: listParam(entityRefSchema),
      status: listParam(s.leaseStatusSchema),
      holder: z.string().trim().min(1).max(500).optional(),
      ...pageQuery,
    }),
    response: pageOf(s.leaseSchema),
  }),
  acquireLease: endpoint({
    method: 'POST',
    path: '/leases',
    room,
    summary: 'Hold an environment for a run',
    description:
      'Answers the lease with its token. When somebody has it: 409, or with `wait` a ticket of the queue; ask again with `ticketId` before its `pollBy`.',
    permissions: [p.leaseAcquirePermission],
    body: z.strictObject({
      environmentRef: entityRefSchema,
      /** An approved booking of it; one is looked for unless told. */
      bookingId: z.uuid().optional(),
      holder: s.leaseHolderSchema,
      ttl: ttlSchema.default('30m'),
      graceSeconds: z.int().min(0).max(86_400).optional(),
      wait: z.boolean().default(false),
      ticketId: z.uuid().optional(),
    }),
    response: z.object({
      lease: s.leaseSchema.optional(),
      ticket: s.leaseTicketSchema.optional(),
      /** How many come before. */
      ahead: z.int().min(0),
    }),
  }),
  getLease: endpoint({
    method: 'GET',
    path: '/leases/:id',
    room,
    summary: 'Get a lease',
    permissions: [p.bookingReadPermission],
    params,
    response: s.leaseSchema,
  }),
  renewLease: endpoint({
    method: 'POST',
    path: '/leases/:id/renew',
    room,
    summary: 'Hold it for longer',
    description:
      'A dead token is answered with 409, which says what became of the lease.',
    permissions: [p.leaseAcquirePermission],
    params,
    body: z.strictObject({ token, ttl: ttlSchema.optional() }),
    response: s.leaseSchema,
  }),
  releaseLease: endpoint({
    method: 'POST',
    path: '/leases/:id/release',
    room,
    summary: 'Give it back',
    permissions: [p.leaseAcquirePermission],
    params,
    body: z.strictObject({ token }),
    response: s.leaseSchema,
  }),
  transferLease: endpoint({
    method: 'POST',
    path: '/leases/:id/transfer',
    room,
    summary: 'Hand it over to another run, under a new token',
    permissions: [p.leaseAcquirePermission],
    params,
    body: z.strictObject({ token, to: s.leaseHolderSchema }),
    response: s.leaseSchema,
  }),
  breakLease: endpoint({
    method: 'POST',
    path: '/leases/:id/break',
    room,
    summary: 'Take it from its holder',
    permissions: [p.leaseBreakPermission],
    params,
    body: reasonBody,
    response: s.leaseSchema,
  }),
  checkLease: endpoint({
    method: 'POST',
    path: '/leases/check',
    room,
    safe: true,
    summary: 'Ask whether a token is live',
    permissions: [p.bookingReadPermission],
    body: z.strictObject({ environmentRef: entityRefSchema, token }),
    response: z.object({
      live: z.boolean(),
      code: z.string().optional(),
      reason: z.string().optional(),
      lease: s.leaseSchema.optional(),
    }),
  }),
  leaveQueue: endpoint({
    method: 'DELETE',
    path: '/leases/queue/:id',
    room,
    status: 204,
    summary: 'Leave the queue',
    permissions: [p.leaseAcquirePermission],
    params,
  }),
};
