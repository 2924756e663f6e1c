export * from './Authorizer';
export * from './conditions';
export * from './criteria';
export * from './registerPermissions';
