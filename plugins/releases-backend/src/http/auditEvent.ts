import {
  AuditorService,
  AuditorServiceEvent,
} from '@backstage/backend-plugin-api';
import { Endpoint, isWrite } from '@release-desk/plugin-releases-common';
import { Request } from 'express';

/** `updateWindow` → `window-update` */
export function auditEventId(endpointName: string): string {
  const [verb, ...noun] = endpointName
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()
    .split(' ');
  return [...noun, verb].join('-');
}

/** Begins an event of Backstage's auditor, never with the body in it. */
export async function beginAuditEvent(options: {
  auditor: AuditorService;
  name: string;
  endpoint: Endpoint;
  req: Request;
}): Promise<AuditorServiceEvent> {
  const { auditor, name, endpoint, req } = options;
  const { id } = req.params as { id?: string };
  return auditor.createEvent({
    eventId: auditEventId(name),
    severityLevel: isWrite(endpoint) ? 'medium' : 'low',
    request: req,
    meta: { room: endpoint.room, ...(id && { id }) },
  });
}
