import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  auditContract,
  ReleasesContract,
} from '@release-desk/plugin-releases-common';
import { Handlers } from '../http/types';
import { AuditService } from './AuditService';

export type AuditHandlers = Pick<
  Handlers<ReleasesContract>,
  keyof typeof auditContract
>;

/** Contract to service. */
export function auditHandlers(service: AuditService): AuditHandlers {
  return {
    listAudit: ({ query }, context) => service.list(query, context),

    async exportAudit(_, context, { res }) {
      const lines = await service.export(context);
      res.status(200).set({
        'Content-Type': 'application/x-ndjson; charset=utf-8',
        'Content-Disposition':
          'attachment; filename="release-desk-audit.ndjson"',
      });
      // Reads on only as fast as the client takes it.
      await pipeline(Readable.from(lines), res);
    },

    listCheckpoints: ({ query }, context) =>
      service.listCheckpoints(query, context),

    createCheckpoint: (_, context) => service.createCheckpoint(context),

    getAuditKey: (_, context) => service.key(context),

    listHistory: ({ query }, context) => service.history(query, context),
  };
}
