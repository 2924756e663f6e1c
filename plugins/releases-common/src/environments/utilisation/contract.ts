import { z } from 'zod';
import { environmentTierSchema } from '../../catalog/schema';
import { endpoint } from '../../http/endpoint';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  timeZoneSchema,
} from '../../http/values';
import { room } from '../contractParts';
import * as p from '../permissions';
import { utilisationGroupSchema, utilisationSchema } from './schema';

/** @public */
export const utilisationContract = {
  getUtilisation: endpoint({
    method: 'GET',
    path: '/environments/utilisation',
    room,
    summary: 'How much environments are used, and how long teams wait for them',
    description:
      'Of the environments that the caller may read, in a period of at most 400 days that has passed: what is to come is no use yet. A row for each combination of what it is grouped by; each figure is defined in the answer and says how much it was made of.',
    permissions: [p.environmentReadPermission],
    query: z.object({
      from: instantSchema,
      to: instantSchema,
      /** One or more; by environment unless told. */
      groupBy: listParam(utilisationGroupSchema),
      environmentRef: listParam(entityRefSchema),
      tier: listParam(environmentTierSchema),
      /** Groups that bookings are for. */
      team: listParam(entityRefSchema),
      timeZone: timeZoneSchema.default('UTC'),
      /** Taken to start an environment of one's own. */
      startMinutes: z.coerce.number().int().min(0).max(1440).default(30),
    }),
    response: utilisationSchema,
  }),
};
