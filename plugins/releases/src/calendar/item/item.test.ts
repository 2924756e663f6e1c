import {
  createFakeReleasesApi,
  createFixtures,
  PICTURE_NOW,
} from '../../testing';
import { releasesTranslationRef, Text } from '../../translation';
import { mockApis } from '@backstage/frontend-test-utils';
import { askEnvironments } from './environmentStates';
import { historyText } from './historyText';
import { wayOutOf } from './CollisionCard';
import { shiftItem, resizeItem } from '../move/shift';

const translations = mockApis
  .translation()
  .getTranslation(releasesTranslationRef);
if (!translations.ready) throw new Error('expected the texts at once');
const t = translations.t as Text;
const zone = 'Europe/Berlin';
const checkout = createFixtures().find(
  ({ title }) => title === 'One-page checkout',
)!;

describe('an item', () => {
  it('takes the strictest answer of its entities for each environment', async () => {
    const states = await askEnvironments(
      createFakeReleasesApi(),
      checkout,
      PICTURE_NOW,
    );
    expect(states.map(({ state }) => state)).toEqual([
      'open',
      'closed',
      'closed',
    ]);
    expect(states[1].opensAt).toBe('2026-12-01T05:00:00.000Z');
  });

  it('may go when the last of its freezes is over, as long as before', () => {
    expect(wayOutOf(checkout, checkout.collisions)).toEqual({
      start: '2026-12-01T05:00:00.000Z',
      end: '2026-12-01T07:00:00.000Z',
    });
  });

  it('keeps its time of day when it is moved over a change of the clocks', () => {
    const item = { start: '2026-10-24T18:00:00Z', end: '2026-10-24T20:00:00Z' };
    expect(shiftItem(item, { days: 1, minutes: 0 }, zone)).toEqual({
      start: '2026-10-25T19:00:00.000Z',
      end: '2026-10-25T21:00:00.000Z',
    });
  });

  it('is never resized to less than one step', () => {
    const item = { start: '2026-10-24T18:00:00Z', end: '2026-10-24T20:00:00Z' };
    expect(resizeItem(item, 'end', { days: 0, minutes: -600 }, zone).end).toBe(
      '2026-10-24T18:15:00.000Z',
    );
    expect(resizeItem(item, 'start', { days: 0, minutes: 600 }, zone)).toEqual({
      start: '2026-10-24T19:45:00.000Z',
      end: item.end,
    });
  });

  it('tells its history in words', () => {
    const say = (
      changes: { field: string; before?: string; after?: string }[],
      action = 'release.update',
    ) => historyText({ action, changes }, zone, t);
    expect(say([], 'release.create')).toBe('Created');
    expect(say([{ field: 'start', before: '2026-11-19T19:00:00Z' }])).toBe(
      'Moved from Thu 19 Nov',
    );
    expect(say([{ field: 'status', after: 'ready' }])).toBe('Set to Ready');
    expect(say([{ field: 'notes' }, { field: 'revision' }])).toBe(
      'Changed notes',
    );
  });
});
