import { z } from 'zod';
import { endpoint } from '../http/endpoint';
import { pageOf, pageQuery } from '../http/page';
import { listParam } from '../http/values';
import {
  feedCreatePermission,
  subscriptionManagePermission,
} from './permissions';
import * as s from './schema';

const room = 'ical';
const params = z.object({ id: z.uuid() });
const MEGABYTE = 1_000_000;

/** @public */
export const icalContract = {
  listFeeds: endpoint({
    method: 'GET',
    path: '/feeds',
    room,
    summary: 'List your own feeds',
    permissions: [feedCreatePermission],
    query: z.object(pageQuery),
    response: pageOf(s.feedSchema),
  }),
  createFeed: endpoint({
    method: 'POST',
    path: '/feeds',
    room,
    status: 201,
    summary: 'Create a feed at a secret URL',
    secretAnswer: true,
    permissions: [feedCreatePermission],
    body: s.feedInputSchema,
    response: s.feedSchema,
  }),
  rotateFeed: endpoint({
    method: 'POST',
    path: '/feeds/:id/rotate',
    room,
    summary: 'Give a feed a new URL; the old one ends',
    secretAnswer: true,
    permissions: [feedCreatePermission],
    revisioned: true,
    params,
    response: s.feedSchema,
  }),
  revokeFeed: endpoint({
    method: 'DELETE',
    path: '/feeds/:id',
    room,
    status: 204,
    revisioned: true,
    summary: 'Revoke a feed',
    permissions: [feedCreatePermission],
    params,
  }),
  readFeed: endpoint({
    method: 'GET',
    path: '/ical/:token',
    room,
    summary: 'Read a feed',
    unauthenticated: true,
    description:
      'iCalendar. Conditional: answers 304 to a current If-None-Match.',
    params: z.object({
      token: z
        .string()
        .min(20)
        .max(100)
        .regex(/^[A-Za-z0-9_-]+(\.ics)?$/),
    }),
    contentType: 'text/calendar',
  }),
  listSubscriptions: endpoint({
    method: 'GET',
    path: '/subscriptions',
    room,
    summary: 'List calendars that the suite reads',
    permissions: [subscriptionManagePermission],
    query: z.object({
      state: listParam(z.enum(['pending', 'good', 'broken'])),
      ...pageQuery,
    }),
    response: pageOf(s.subscriptionSchema),
  }),
  createSubscription: endpoint({
    method: 'POST',
    path: '/subscriptions',
    room,
    status: 201,
    summary: 'Subscribe to a calendar, by URL or upload',
    permissions: [subscriptionManagePermission],
    body: s.subscriptionInputSchema,
    response: s.subscriptionSchema,
    maxBodyBytes: 2 * MEGABYTE,
  }),
  getSubscription: endpoint({
    method: 'GET',
    path: '/subscriptions/:id',
    room,
    summary: 'Get a subscription',
    permissions: [subscriptionManagePermission],
    params,
    response: s.subscriptionSchema,
  }),
  updateSubscription: endpoint({
    method: 'PATCH',
    path: '/subscriptions/:id',
    room,
    revisioned: true,
    summary: 'Change a subscription',
    permissions: [subscriptionManagePermission],
    params,
    body: s.subscriptionPatchSchema,
    response: s.subscriptionSchema,
    maxBodyBytes: 2 * MEGABYTE,
  }),
  deleteSubscription: endpoint({
    method: 'DELETE',
    path: '/subscriptions/:id',
    room,
    revisioned: true,
    status: 204,
    summary: 'End a subscription and remove its items',
    permissions: [subscriptionManagePermission],
    params,
  }),
  refreshSubscription: endpoint({
    method: 'POST',
    path: '/subscriptions/:id/refresh',
    room,
    summary: 'Read a subscribed calendar now',
    permissions: [subscriptionManagePermission],
    params,
    response: s.subscriptionSchema,
  }),
};
