export * from './AuditLog';
export type { AuditAccess } from './AuditService';
export type { AuditHandlers } from './auditHandlers';
export * from './createAudit';
export * from './DatabaseAuditLog';
