export * from './createIcal';
