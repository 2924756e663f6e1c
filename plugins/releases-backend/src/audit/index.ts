export * from './AuditLog';
export * from './DatabaseAuditLog';
