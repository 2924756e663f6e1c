export * from './ClaimStore';
export * from './DatabaseEnvironmentOwners';
export * from './EnvironmentOwners';
export * from './ownedEnvironments';
export * from './shownOwner';
export * from './claimsHandlers';
export * from './createClaims';
