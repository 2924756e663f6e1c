export * from './environmentFixtures';
export * from './fakeApi';
export * from './fakeEnvironments';
export * from './fixtures';
