import { createPermission } from '@backstage/plugin-permission-common';

/** To read, export and verify the audit log, all of it. @public */
export const auditReadPermission = createPermission({
  name: 'releases.audit.read',
  attributes: { action: 'read' },
});

/** @public */
export const auditPermissions = [auditReadPermission];
