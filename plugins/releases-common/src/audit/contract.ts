import { z } from 'zod';
import { endpoint } from '../http/endpoint';
import { pageOf, pageQuery } from '../http/page';
import { entityRefSchema, instantSchema, listParam } from '../http/values';
import { auditReadPermission } from './permissions';
import {
  auditEntrySchema,
  checkpointSchema,
  historyEntrySchema,
} from './schema';

const room = 'audit';
const permissions = [auditReadPermission];

/** @public */
export const auditContract = {
  listAudit: endpoint({
    method: 'GET',
    path: '/audit',
    room,
    summary: 'Read the audit log, newest first',
    permissions,
    query: z.object({
      objectRef: z.string().max(255).optional(),
      entityRef: entityRefSchema.optional(),
      actor: z.string().max(255).optional(),
      action: listParam(z.string().max(100)),
      from: instantSchema.optional(),
      to: instantSchema.optional(),
      order: z.enum(['seq', '-seq']).default('-seq'),
      ...pageQuery,
    }),
    response: pageOf(auditEntrySchema),
  }),
  exportAudit: endpoint({
    method: 'GET',
    path: '/audit/export',
    room,
    summary: 'Export the whole log for offline verification',
    permissions,
    description:
      'NDJSON, streamed: every entry in order, each checkpoint after the last entry that it covers, and at the end a checkpoint of now.',
    contentType: 'application/x-ndjson',
  }),
  listCheckpoints: endpoint({
    method: 'GET',
    path: '/audit/checkpoints',
    room,
    summary: 'List signed checkpoints, newest first',
    permissions,
    query: z.object(pageQuery),
    response: pageOf(checkpointSchema),
  }),
  createCheckpoint: endpoint({
    method: 'POST',
    path: '/audit/checkpoints',
    room,
    status: 201,
    summary: 'Sign a checkpoint now',
    permissions,
    response: checkpointSchema,
  }),
  getAuditKey: endpoint({
    method: 'GET',
    path: '/audit/key',
    room,
    summary: 'Get the public key of the checkpoints',
    permissions,
    description:
      'As a C2SP verifier key. `previousKeys` have signed older checkpoints.',
    response: z.object({
      origin: z.string(),
      verifierKey: z.string(),
      previousKeys: z.array(z.string()),
    }),
  }),
  listHistory: endpoint({
    method: 'GET',
    path: '/history',
    room,
    summary: 'What happened to one object',
    description: 'For everybody who may read the object itself.',
    query: z.object({
      objectRef: z
        .string()
        .regex(
          /^((window|release|event|override|subscription|booking|claim|lease):[0-9a-f-]{36}|environment:[a-z0-9._:/-]{3,240})$/,
        ),
      ...pageQuery,
    }),
    response: pageOf(historyEntrySchema),
  }),
};
