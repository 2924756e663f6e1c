import { z } from 'zod';
import { endpoint } from '../http/endpoint';
import { pageOf, pageQuery } from '../http/page';
import { instantSchema } from '../http/values';
import { timelineFilterQuery } from '../ical/schema';
import { timelineItemSchema } from './schema';

/** @public */
export const timelineContract = {
  getTimeline: endpoint({
    method: 'GET',
    path: '/timeline',
    room: 'timeline',
    summary: 'Everything that takes time, in one span',
    description:
      'Windows, releases and events that touch [from, to), by start. `ownerRef`: owned by it, or touching an entity that it owns. With `hops`: also what lies so many steps over relations from the named entities, or from the entities of the owner.',
    query: z.object({
      from: instantSchema,
      to: instantSchema,
      ...timelineFilterQuery,
      ...pageQuery,
      limit: z.coerce.number().int().min(1).max(2000).default(500),
    }),
    response: pageOf(timelineItemSchema),
  }),
};
