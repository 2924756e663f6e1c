export * from './UtilisationService';
export * from './UtilisationStore';
