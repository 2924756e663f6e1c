export * from './fakeApi';
export * from './fixtures';
