export * from './afterPaint';
export * from './useLater';
