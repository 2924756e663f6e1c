export * from './createPromotions';
