import type { StateAnswer } from '@release-desk/plugin-releases-common';
import { createFixtures, PICTURE_NOW } from '../testing';
import { foldParts } from './answerWords';
import { productionFirst } from './places';
import { upcomingOf } from './upcoming';
import { foldAnswers } from './verdict';

const [item] = createFixtures(PICTURE_NOW);

describe('upcomingOf', () => {
  it('lists the next time of what comes again, and no allow windows of neighbours', () => {
    const weekly = { ...item, kind: 'freeze' as const, recurring: true };
    const release = { ...item, kind: 'release' as const, recurring: false };
    const items = [
      { ...weekly, id: '1', sourceId: 'weekly' },
      { ...release, id: '2', sourceId: 'release' },
      { ...weekly, id: '3', sourceId: 'weekly' },
      { ...weekly, id: '4', sourceId: 'allow', kind: 'allow', distance: 2 },
      { ...weekly, id: '5', sourceId: 'own', kind: 'allow', distance: 0 },
    ] as (typeof item)[];
    expect(upcomingOf(items).map(({ id }) => id)).toEqual(['1', '2', '5']);
  });
});

const answer = (
  state: StateAnswer['state'],
  at?: string,
  to: StateAnswer['state'] = 'open',
): StateAnswer => ({
  state,
  acknowledge: false,
  at: '2026-11-25T08:00:00.000Z',
  because:
    state === 'closed' && at
      ? [
          {
            windowId: at,
            kind: 'freeze',
            enforcement: 'hard',
            title: at,
            effect: 'closes',
          },
        ]
      : [],
  ...(at && { nextTransition: { at, to } }),
});

describe('foldParts', () => {
  it('holds until the first part opens, and counts those that wait longer', () => {
    const { verdict, parts } = foldParts([
      [answer('closed', '2026-12-01T05:00:00.000Z')],
      [answer('closed', '2026-12-01T05:00:00.000Z')],
      [answer('closed', '2026-12-02T19:00:00.000Z')],
    ]);
    expect(parts).toEqual({ total: 3, closed: 3, longer: 1 });
    expect(verdict.changesAt).toBe('2026-12-01T05:00:00.000Z');
    expect(verdict.because.map(({ title }) => title)).toEqual([
      '2026-12-01T05:00:00.000Z',
    ]);
  });
});

describe('foldAnswers', () => {
  it('knows whether what is open closes then, or only asks for care', () => {
    const soon = '2026-11-27T05:00:00.000Z';
    expect(foldAnswers([answer('open', soon, 'advisory')])).toMatchObject({
      changesAt: soon,
      changesTo: 'advisory',
    });
    expect(
      foldAnswers([
        answer('open', soon, 'advisory'),
        answer('open', soon, 'closed'),
      ]).changesTo,
    ).toBe('closed');
  });
});

describe('productionFirst', () => {
  it('goes by tier, and puts what has none last', () => {
    expect(
      productionFirst([
        { environmentRef: 'demo' },
        { environmentRef: 'dev', environmentTier: 'development' },
        { environmentRef: 'live', environmentTier: 'production' },
        { environmentRef: 'stage', environmentTier: 'staging' },
      ] as Parameters<typeof productionFirst>[0]).map(
        ({ environmentRef }) => environmentRef,
      ),
    ).toEqual(['live', 'stage', 'dev', 'demo']);
  });
});
