export * from './DialogHost';
