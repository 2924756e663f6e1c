export * from './environmentFixtures';
export * from './fakeApi';
export * from './fakeBookings';
export * from './fakeEnvironments';
export * from './fakeVersions';
export * from './fixtures';
