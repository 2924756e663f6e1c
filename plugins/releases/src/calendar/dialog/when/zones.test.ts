import { isZoneMeant, zoneOptions } from './zones';

describe('zoneOptions', () => {
  it('calls a zone by its own name, and finds it by either way to write it', () => {
    expect(zoneOptions('UTC')).toContainEqual({
      id: 'America/New_York',
      label: 'America/New_York',
    });
    for (const typed of ['new york', 'New_York', 'america/new', 'america new'])
      expect(isZoneMeant('America/New_York', typed)).toBe(true);
    expect(isZoneMeant('Europe/Berlin', 'new york')).toBe(false);
  });
});
