export * from './Announcer';
export * from './useFocusReturn';
