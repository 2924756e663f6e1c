import fc from 'fast-check';
import type { EntityFacts } from '../../catalog/schema';
import { RecurrenceError } from '../recurrence';
import { decideOpenness, decideWindows, opennessSpans } from './decideWindows';
import { mergeSpans, overlaps } from './spans';
import { DecidableOverride, DecidableWindow, WindowQuestion } from './types';

const NOON = '2026-11-25T12:00:00.000Z';

function hour(offset: number): string {
  return new Date(Date.parse(NOON) + offset * 3_600_000).toISOString();
}

/** A window from so many hours after noon, for so many hours. */
function window(
  id: string,
  [from, length]: [from: number, length: number],
  change: Partial<DecidableWindow> = {},
): DecidableWindow {
  return {
    id,
    kind: 'freeze',
    title: id,
    schedule: {
      start: hour(from).slice(0, 19),
      timeZone: 'UTC',
      duration: `PT${length}H`,
    },
    ...change,
  };
}

function facts(change: Partial<EntityFacts>): EntityFacts {
  return {
    ref: 'component:default/checkout',
    kind: 'component',
    name: 'checkout',
    tags: [],
    owners: [],
    domains: [],
    annotations: {},
    ...change,
  };
}

const checkout = facts({});
const production = facts({
  ref: 'resource:default/prod',
  kind: 'resource',
  type: 'environment',
  environmentTier: 'production',
});

function effects(
  windows: DecidableWindow[],
  question: Partial<WindowQuestion> = {},
) {
  const { state, acknowledge, because } = decideWindows(windows, {
    at: NOON,
    ...question,
  });
  return {
    state,
    acknowledge,
    because: because.map(item => `${item.windowId} ${item.effect}`),
  };
}

describe('decideWindows', () => {
  it('is open, for good, without windows', () => {
    expect(decideWindows([], { at: NOON })).toEqual({
      state: 'open',
      acknowledge: false,
      at: NOON,
      because: [],
    });
  });

  it('lets a freeze beat an allow window, and says why, until when', () => {
    const answer = decideWindows(
      [
        window('allow', [-4, 8], { kind: 'allow' }),
        window('freeze', [-1, 2], {
          reason: 'Black Friday',
          owner: 'group:default/commerce',
          selector: { kind: ['component'] },
        }),
      ],
      { at: NOON, entity: checkout, environment: production },
    );
    expect(answer).toEqual({
      state: 'closed',
      acknowledge: false,
      at: NOON,
      because: [
        {
          windowId: 'freeze',
          itemId: 'freeze',
          kind: 'freeze',
          enforcement: 'hard',
          title: 'freeze',
          reason: 'Black Friday',
          owner: 'group:default/commerce',
          effect: 'closes',
          start: hour(-1),
          end: hour(1),
          scope: [
            { dimension: 'kind', value: 'component', entityRef: checkout.ref },
          ],
        },
        expect.objectContaining({ windowId: 'allow', effect: 'opens' }),
      ],
      nextTransition: { at: hour(1), to: 'open' },
    });
  });

  it('is closed outside of all allow windows, the next one first', () => {
    const windows = [
      window('later', [9, 1], { kind: 'allow' }),
      window('sooner', [3, 1], { kind: 'allow' }),
      window('past', [-3, 1], { kind: 'allow' }),
    ];
    const answer = decideWindows(windows, { at: NOON });
    expect(answer.state).toBe('closed');
    expect(
      answer.because.map(({ windowId, effect, start, itemId }) => [
        windowId,
        effect,
        start,
        itemId,
      ]),
    ).toEqual([
      ['sooner', 'outside', hour(3), 'sooner'],
      ['later', 'outside', hour(9), 'later'],
      ['past', 'outside', undefined, undefined],
    ]);
    expect(answer.nextTransition).toEqual({ at: hour(3), to: 'open' });
    // One that does not cover the question does not close it either.
    expect(
      effects(
        windows.map(item => ({ ...item, selector: { tag: ['pci'] } })),
        { entity: checkout },
      ).state,
    ).toBe('open');
  });

  it('warns before it informs', () => {
    const soft = window('soft', [-1, 2], { enforcement: 'soft' });
    const info = window('info', [-1, 3], { enforcement: 'info' });
    const advisory = window('advisory', [-1, 4], { kind: 'advisory' });
    expect(effects([advisory, info, soft])).toEqual({
      state: 'advisory',
      acknowledge: true,
      because: ['soft warns', 'advisory informs', 'info informs'],
    });
    expect(effects([advisory, info])).toMatchObject({
      state: 'advisory',
      acknowledge: false,
    });
    const all = [advisory, info, soft];
    expect(
      opennessSpans(all, {}, { from: hour(-2), to: hour(5) }),
    ).toMatchObject([
      { start: hour(-2), end: hour(-1), state: 'open', windowIds: [] },
      { end: hour(1), acknowledge: true, windowIds: ['soft'] },
      { end: hour(3), acknowledge: false, windowIds: ['advisory', 'info'] },
      { end: hour(5), state: 'open' },
    ]);
    expect(decideWindows(all, { at: NOON }).nextTransition).toEqual({
      at: hour(3),
      to: 'open',
    });
  });

  it('asks who does what, and lets exempt changes pass', () => {
    const freeze = window('freeze', [-1, 2], {
      actions: ['deploy', 'rollback'],
      invokers: ['automation'],
      exemptChangeTypes: ['rollback', 'emergency'],
    });
    const ask = (question: Partial<WindowQuestion>) =>
      effects([freeze], { invoker: 'automation', ...question });
    expect(ask({}).state).toBe('closed');
    expect(ask({ invoker: 'human' })).toMatchObject({
      state: 'open',
      because: [],
    });
    expect(ask({ action: 'apply' }).because).toEqual([]);
    expect(ask({ changeType: 'emergency' })).toMatchObject({
      state: 'open',
      because: ['freeze exempt'],
    });
    // A rollback is a rollback, whatever else it is called.
    expect(ask({ action: 'rollback', changeType: 'normal' }).because).toEqual([
      'freeze exempt',
    ]);
    expect(
      effects([{ ...freeze, exemptChangeTypes: [] }], {
        invoker: 'automation',
        action: 'rollback',
      }).state,
    ).toBe('closed');
    // Nor does it have to wait for an allow window.
    const allow = window('allow', [3, 1], { kind: 'allow' });
    expect(effects([allow], { action: 'rollback' }).state).toBe('open');
    expect(effects([allow]).state).toBe('closed');
  });

  it('takes what the caller has matched as matched', () => {
    const scope = [
      { dimension: 'tag' as const, value: 'pci', entityRef: 'component:a/b' },
    ];
    const freeze = window('freeze', [-1, 2], {
      selector: { tag: ['pci'] },
      scope,
    });
    const { state, because } = decideWindows([freeze], { at: NOON });
    expect(state).toBe('closed');
    expect(because[0].scope).toBe(scope);
  });

  describe('with overrides', () => {
    const freeze = window('freeze', [-2, 6]);
    const override: DecidableOverride = {
      id: 'o1',
      windowId: 'freeze',
      scope: {},
      approvedAt: hour(-1),
      expiresAt: hour(2),
    };
    const ask = (
      change: Partial<DecidableOverride>,
      question: Partial<WindowQuestion> = {},
    ) =>
      decideWindows([freeze], {
        at: NOON,
        entity: checkout,
        environment: production,
        overrides: [{ ...override, ...change }],
        ...question,
      });

    it('is open while one is in force, and closes when it expires', () => {
      const answer = ask({});
      expect(answer.state).toBe('open');
      expect(answer.because).toMatchObject([
        { effect: 'overridden', overrideId: 'o1' },
      ]);
      expect(answer.nextTransition).toEqual({ at: hour(2), to: 'closed' });
      expect(ask({}, { at: hour(-1.5) })).toMatchObject({
        state: 'closed',
        nextTransition: { at: hour(-1), to: 'open' },
      });
      expect(ask({}, { at: hour(2) }).state).toBe('closed');
    });

    it.each<[DecidableOverride['scope'], string, Partial<WindowQuestion>]>([
      [{ entityRefs: [checkout.ref] }, 'open', {}],
      [{ entityRefs: ['component:default/other'] }, 'closed', {}],
      [{ environmentRefs: [production.ref], actions: ['deploy'] }, 'open', {}],
      [{ actions: ['apply'] }, 'closed', {}],
      // It lets through what it names, and an unnamed place is not named.
      [
        { environmentRefs: [production.ref] },
        'closed',
        { environment: undefined },
      ],
      [{ entityRefs: [production.ref] }, 'open', { entity: undefined }],
    ])('lets through only its scope: %j is %s', (scope, state, question) => {
      expect(ask({ scope }, question).state).toBe(state);
    });

    it('takes away only its own freeze', () => {
      const other = window('other', [-1, 2]);
      expect(effects([freeze, other], { overrides: [override] })).toMatchObject(
        {
          state: 'closed',
          because: ['other closes', 'freeze overridden'],
        },
      );
    });
  });

  it('fails loudly for a schedule that cannot be read', () => {
    const broken = window('broken', [0, 1]);
    broken.schedule.timeZone = 'Mars/Olympus';
    expect(() => decideWindows([broken], { at: NOON })).toThrow(
      RecurrenceError,
    );
  });

  it('finds the next transition of recurring windows beyond daylight saving', () => {
    const weekend = window('weekend', [0, 1], {
      schedule: {
        start: '2026-01-02T17:00:00',
        timeZone: 'Europe/Berlin',
        duration: 'P2DT16H',
        rrule: 'FREQ=WEEKLY',
      },
    });
    expect(
      decideWindows([weekend], { at: '2026-10-24T12:00:00Z' }).nextTransition,
    ).toEqual({ at: '2026-10-26T08:00:00.000Z', to: 'open' });
    // The occurrence of 23 October is known by its start.
    expect(
      decideWindows([weekend], { at: '2026-10-24T12:00:00Z' }).because[0]
        .itemId,
    ).toBe(`weekend@${Date.parse('2026-10-23T15:00:00Z')}`);
    expect(
      decideWindows([weekend], { at: '2026-10-26T08:00:00Z' }),
    ).toMatchObject({
      state: 'open',
      nextTransition: { at: '2026-10-30T16:00:00.000Z', to: 'closed' },
    });
    const rare = window('rare', [0, 1], {
      schedule: {
        start: '2024-02-29T00:00:00',
        timeZone: 'UTC',
        duration: 'P1D',
        rrule: 'FREQ=YEARLY',
      },
    });
    const ask = (horizonMonths?: number) =>
      decideWindows([rare], { at: '2026-11-25T00:00:00Z', horizonMonths })
        .nextTransition;
    expect(ask()).toEqual({ at: '2028-02-29T00:00:00.000Z', to: 'closed' });
    expect(ask(12)).toBeUndefined();
  });
});

const HORIZON = 40;

/** Small worlds: everything happens on the hour, within two days of noon. */
const worlds = fc.record({
  windows: fc
    .array(
      fc.record({
        kind: fc.constantFrom(
          'freeze' as const,
          'allow' as const,
          'advisory' as const,
        ),
        enforcement: fc.constantFrom(
          'hard' as const,
          'soft' as const,
          'info' as const,
        ),
        span: fc.tuple(
          fc.integer({ min: -20, max: 30 }),
          fc.integer({ min: 1, max: 20 }),
        ),
        inFlight: fc.constantFrom(
          'finish' as const,
          'finish-stage' as const,
          'abort' as const,
        ),
        invokers: fc.constantFrom<('human' | 'automation')[]>(
          ['human', 'automation'],
          ['automation'],
        ),
        exemptChangeTypes: fc.constantFrom<('emergency' | 'rollback')[]>(
          ['rollback'],
          ['emergency'],
        ),
        daily: fc.boolean(),
      }),
      { maxLength: 6 },
    )
    .map(items =>
      items.map(({ span, daily, ...change }, index) => {
        const result = window(`w${index}`, span, change);
        return daily
          ? {
              ...result,
              schedule: { ...result.schedule, rrule: 'FREQ=DAILY;COUNT=2' },
            }
          : result;
      }),
    ),
  question: fc.record(
    {
      invoker: fc.constantFrom('human' as const, 'automation' as const),
      changeType: fc.constantFrom('normal' as const, 'emergency' as const),
      startedAt: fc.integer({ min: -15, max: 5 }).map(hour),
      overrides: fc.array(
        fc.record({
          id: fc.constantFrom('a', 'b'),
          windowId: fc.constantFrom('w0', 'w1'),
          scope: fc.constant({}),
          approvedAt: fc.integer({ min: -20, max: 10 }).map(hour),
          expiresAt: fc.integer({ min: -10, max: 30 }).map(hour),
        }),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: [] },
  ),
});

/** The rules once more, as plainly as they can be said. */
function oracle(
  windows: DecidableWindow[],
  question: Partial<WindowQuestion>,
  at: number,
  startedAt?: number,
): { state: string; acknowledge: boolean } {
  const { invoker = 'human', changeType = 'normal', overrides = [] } = question;
  const day = 24 * 3_600_000;
  const has = windows.filter(item => item.invokers!.includes(invoker));
  const binding = has.filter(
    item => !item.exemptChangeTypes!.includes(changeType as 'rollback'),
  );
  const isOverridden = (item: DecidableWindow) =>
    overrides.some(
      override =>
        override.windowId === item.id &&
        Date.parse(override.approvedAt!) <= at &&
        at < Date.parse(override.expiresAt),
    );
  const isActive = (item: DecidableWindow) => {
    const start = Date.parse(`${item.schedule.start}Z`);
    const length = Number(/\d+/.exec(item.schedule.duration)![0]) * 3_600_000;
    return (item.schedule.rrule ? [start, start + day] : [start]).some(
      from => from <= at && at < from + length,
    );
  };
  const hard = binding.filter(
    item =>
      item.kind === 'freeze' &&
      item.enforcement === 'hard' &&
      isActive(item) &&
      !isOverridden(item),
  );
  const allows = binding.filter(item => item.kind === 'allow');
  const isOutside =
    allows.length > 0 &&
    !allows.some(item => isActive(item) || isOverridden(item));
  const wasPermitted =
    startedAt !== undefined &&
    startedAt <= at &&
    oracle(windows, question, startedAt).state !== 'closed';
  const finishes = (items: DecidableWindow[]) =>
    wasPermitted && items.every(item => item.inFlight !== 'abort');
  if (hard.length > 0 ? !finishes(hard) : isOutside && !finishes(allows)) {
    return { state: 'closed', acknowledge: false };
  }
  if (
    binding.some(
      item =>
        item.kind === 'freeze' &&
        item.enforcement === 'soft' &&
        isActive(item) &&
        !isOverridden(item),
    )
  ) {
    return { state: 'advisory', acknowledge: true };
  }
  const informs = has.some(
    item =>
      (item.kind === 'advisory' ||
        (item.kind === 'freeze' && item.enforcement === 'info')) &&
      isActive(item) &&
      !isOverridden(item),
  );
  return { state: informs ? 'advisory' : 'open', acknowledge: false };
}

describe('decideWindows, in any small world', () => {
  it('decides as the plain rules do, and steps to the next transition', () => {
    fc.assert(
      fc.property(worlds, ({ windows, question }) => {
        const startedAt = question.startedAt && Date.parse(question.startedAt);
        const expectedAt = (offset: number) =>
          oracle(
            windows,
            question,
            Date.parse(hour(offset)),
            startedAt as number | undefined,
          );
        const answer = decideWindows(windows, { ...question, at: NOON });
        const now = expectedAt(0);
        expect(answer).toMatchObject(now);

        // Everything happens on the hour, so steps of half an hour see it all.
        let offset = 0;
        while (offset < 100 && expectedAt(offset).state === now.state) {
          offset += 0.5;
        }
        expect(answer.nextTransition).toEqual(
          offset < 100
            ? { at: hour(offset), to: expectedAt(offset).state }
            : undefined,
        );

        const range = { from: hour(-25), to: hour(HORIZON) };
        const both = decideOpenness(windows, { ...question, at: NOON }, range);
        expect(both.now).toEqual(answer);
        expect(opennessSpans(windows, question, range)).toEqual(both.spans);
        expect(both.spans[0].start).toBe(range.from);
        expect(both.spans.at(-1)!.end).toBe(range.to);
        for (const [index, next] of both.spans.slice(1).entries()) {
          const span = both.spans[index];
          expect(next.start).toBe(span.end);
          expect([next.state, next.acknowledge]).not.toEqual([
            span.state,
            span.acknowledge,
          ]);
        }
        for (let step = -25; step < HORIZON; step += 0.5) {
          const at = hour(step);
          const span = both.spans.find(
            item => item.start <= at && at < item.end,
          );
          expect(span).toMatchObject(expectedAt(step));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('does not care for the order, nor whether occurrences are known already', () => {
    fc.assert(
      fc.property(worlds, ({ windows, question }) => {
        const asked = { ...question, at: NOON };
        const answer = decideWindows(windows, asked);
        expect(decideWindows([...windows].reverse(), asked)).toEqual(answer);
        const known = windows.map(item => {
          const start = Date.parse(`${item.schedule.start}Z`);
          const length = Number(/\d+/.exec(item.schedule.duration)![0]);
          const starts = item.schedule.rrule ? [0, 24] : [0];
          return {
            ...item,
            occurrences: starts.map(offset => ({
              start: new Date(start + offset * 3_600_000).toISOString(),
              end: new Date(
                start + (offset + length) * 3_600_000,
              ).toISOString(),
            })),
          };
        });
        expect(decideWindows(known, asked)).toEqual(answer);
      }),
    );
  });

  it('never opens by one hard freeze more', () => {
    fc.assert(
      fc.property(worlds, ({ windows, question }) => {
        const asked = { ...question, startedAt: undefined, at: NOON };
        const before = decideWindows(windows, asked).state;
        const freeze = window('more', [-1, 2], { exemptChangeTypes: [] });
        expect(decideWindows([...windows, freeze], asked).state).toBe('closed');
        const elsewhere = window('elsewhere', [5, 2], {
          exemptChangeTypes: [],
        });
        expect(decideWindows([...windows, elsewhere], asked).state).toBe(
          before,
        );
      }),
    );
  });
});

describe('spans', () => {
  const span = (from: number, to: number) => ({
    start: hour(from),
    end: hour(to),
  });

  it('overlap only when they share an instant', () => {
    expect(overlaps(span(0, 2), span(1, 3))).toBe(true);
    expect(overlaps(span(0, 3), span(1, 2))).toBe(true);
    expect(overlaps(span(0, 1), span(1, 2))).toBe(false);
    expect(overlaps(span(1, 2), span(0, 1))).toBe(false);
  });

  it('merge when they overlap or touch', () => {
    expect(
      mergeSpans([
        span(5, 6),
        span(0, 2),
        span(1, 3),
        span(3, 4),
        span(5, 5.5),
        span(8, 8),
      ]),
    ).toEqual([span(0, 4), span(5, 6)]);
  });
});
