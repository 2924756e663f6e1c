import fc from 'fast-check';
import { PromotionCriteria, promotionCriteriaSchema } from './criteria';
import { runsNeeded } from './evaluateOthers';
import { evaluatePromotion } from './evaluatePromotion';
import type { PromotionFacts } from './facts';
import { promotionAnswerSchema } from './schema';
import { whatIf } from './whatIf';

const NOW = Date.parse('2026-11-23T09:40:00.000Z');
function ago(hours: number): string {
  return new Date(NOW - hours * 3_600_000).toISOString();
}
function tree(criteria: unknown): PromotionCriteria {
  return promotionCriteriaSchema.parse(criteria);
}

const criteria = tree({
  all: [
    { successRate: 95, within: '14d', id: 'runs' },
    { soak: '24h', id: 'soak' },
    { fact: 'loadtest', op: 'exists', maxAge: '14d', title: 'Load test' },
    { fact: 'tests.coverage', op: '>=', value: 80 },
    { fact: 'security.critical', op: '==', value: 0 },
  ],
});
const known: PromotionFacts = {
  deployedAt: '2026-11-22T15:30:00.000Z',
  runs: Array.from({ length: 24 }, (_, index) => ({
    at: ago(index + 2),
    succeeded: index !== 5 && index !== 9,
  })),
  earlier: [{ name: 'loadtest', version: '5.11.2', at: ago(168) }],
  facts: [
    { name: 'tests.coverage', value: 79, source: 'CI', at: ago(30) },
    { name: 'tests.coverage', value: 86.4, source: 'CI', at: ago(2) },
    { name: 'security.critical', value: 0, source: 'Scanner', at: ago(2) },
  ],
};

describe('evaluatePromotion', () => {
  it('answers for each criterion, and says what would make it pass', () => {
    const answer = evaluatePromotion(criteria, known, NOW);
    expect(promotionAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ verdict: 'failed', passing: 2, total: 5 });
    expect(answer.criteria).toMatchObject([
      {
        key: 'runs',
        verdict: 'failed',
        value: expect.closeTo(91.67, 2),
        sample: { succeeded: 22, total: 24 },
        cure: { kind: 'run', count: 16 },
        toPass: '16 green runs in a row lift it to 95 %.',
      },
      {
        key: 'soak',
        verdict: 'not-yet',
        value: (18 * 60 + 10) * 60_000,
        threshold: 24 * 3_600_000,
        cure: { kind: 'wait', until: '2026-11-23T15:30:00.000Z' },
      },
      {
        key: '3',
        title: 'Load test',
        verdict: 'missing',
        earlier: { version: '5.11.2' },
        cure: { kind: 'report' },
      },
      {
        key: '4',
        title: 'tests.coverage at least 80',
        verdict: 'passed',
        value: 86.4,
        source: 'CI',
        at: ago(2),
        ageMs: 2 * 3_600_000,
      },
      { key: '5', verdict: 'passed', value: 0, threshold: 0 },
    ]);
  });

  it('says when it opens, if waiting is all that it takes', () => {
    const soaking = tree({
      all: [
        { soak: '24h' },
        { fact: 'tests.coverage', op: '>=', value: 80, maxAge: '1d' },
      ],
    });
    expect(evaluatePromotion(soaking, known, NOW)).toMatchObject({
      verdict: 'not-yet',
      opensAt: '2026-11-23T15:30:00.000Z',
    });
    // By then the coverage is stale.
    const short = tree({
      all: [
        { soak: '24h' },
        { fact: 'tests.coverage', op: '>=', value: 80, maxAge: '7h' },
      ],
    });
    const answer = evaluatePromotion(short, known, NOW);
    expect(answer.verdict).toBe('not-yet');
    expect(answer.opensAt).toBeUndefined();
  });

  const one = (criterion: object, facts: PromotionFacts, now = NOW) => {
    const [{ verdict, toPass, cure }] = evaluatePromotion(
      tree(criterion),
      facts,
      now,
    ).criteria;
    return { verdict, toPass, cure };
  };

  it('takes neither the old nor the expired for a fact', () => {
    const fact = { name: 'scan', value: 0, source: 'Scanner', at: ago(48) };
    const criterion = { fact: 'scan', op: '==', value: 0 };
    const facts = { facts: [fact] };
    expect(one(criterion, facts).verdict).toBe('passed');
    expect(one({ ...criterion, maxAge: '48h' }, facts).verdict).toBe('passed');
    expect(one({ ...criterion, maxAge: '47h' }, facts)).toEqual({
      verdict: 'stale',
      cure: { kind: 'report' },
      toPass: 'Report scan again; the last is 2 d old, at most 47h counts.',
    });
    expect(
      one(criterion, { facts: [{ ...fact, expiresAt: ago(1) }] }).verdict,
    ).toBe('stale');
    // An old failure is no failure.
    expect(one({ ...criterion, maxAge: '1h', value: 1 }, facts).verdict).toBe(
      'stale',
    );
  });

  it.each<[string, unknown, unknown, string]>([
    ['>=', 80, 80, 'passed'],
    ['>', 80, 80, 'failed'],
    ['<=', 80, 80.1, 'failed'],
    ['<', 80, 79, 'passed'],
    ['==', true, true, 'passed'],
    ['==', 1, '1', 'failed'],
    ['!=', 'GPL', 'MIT', 'passed'],
    ['in', ['MIT', 'ISC'], 'ISC', 'passed'],
    ['not-in', ['GPL'], 'GPL', 'failed'],
    ['>=', 80, 'most', 'failed'],
  ])('%s %j with %j: %s', (op, value, observed, verdict) => {
    const facts = {
      facts: [
        { name: 'f', value: observed as number, source: 's', at: ago(1) },
      ],
    };
    expect(one({ fact: 'f', op, value }, facts).verdict).toBe(verdict);
    // The opposite, unless the value is of another kind than any number.
    if (observed !== 'most') {
      expect(one({ not: { fact: 'f', op, value } }, facts).verdict).toBe(
        verdict === 'passed' ? 'failed' : 'passed',
      );
    }
  });

  it('counts a fact that must not exist as met by its absence', () => {
    const draft = { not: { fact: 'draft', op: 'exists' } };
    expect(one(draft, {}).verdict).toBe('passed');
    expect(
      one(draft, {
        facts: [{ name: 'draft', value: true, source: 's', at: ago(1) }],
      }),
    ).toMatchObject({ verdict: 'failed' });
  });

  it('counts people once, and only of the groups', () => {
    const quality = ['group:default/quality'];
    const approval = (by: string, groups = quality) => ({
      by,
      groups,
      at: ago(1),
    });
    const criterion = { approvals: 2, groups: quality };
    expect(one(criterion, {})).toMatchObject({
      verdict: 'failed',
      cure: { kind: 'approve', count: 2 },
    });
    expect(
      one(criterion, {
        approvals: [approval('a'), approval('a'), approval('b', ['other'])],
      }),
    ).toEqual({
      verdict: 'failed',
      cure: { kind: 'approve', count: 1 },
      toPass: '1 more person of group:default/quality to approve it.',
    });
    expect(
      one(criterion, { approvals: [approval('a'), approval('b')] }).verdict,
    ).toBe('passed');
  });

  it('knows an old version, one that was never seen, and one never deployed', () => {
    const criterion = { notOlderThan: '14d' };
    expect(one(criterion, {}).verdict).toBe('missing');
    expect(one(criterion, { firstSeenAt: ago(14 * 24) }).verdict).toBe(
      'passed',
    );
    expect(one(criterion, { firstSeenAt: ago(14 * 24 + 1) })).toMatchObject({
      verdict: 'failed',
      cure: { kind: 'new-version' },
    });
    expect(one({ soak: '4h' }, {})).toMatchObject({
      verdict: 'missing',
      cure: { kind: 'deploy' },
    });
    expect(one({ soak: '4h' }, { deployedAt: ago(4) }).verdict).toBe('passed');
  });

  it('counts the runs of the time that it is told, and enough of them', () => {
    const runs = [
      { at: ago(1), succeeded: true },
      { at: ago(30), succeeded: false },
      { at: ago(-1), succeeded: false },
    ];
    const criterion = { successRate: 100, within: '1d' };
    expect(one(criterion, { runs }).verdict).toBe('passed');
    expect(one({ ...criterion, minRuns: 3 }, { runs })).toMatchObject({
      verdict: 'missing',
      cure: { kind: 'run', count: 2 },
    });
    expect(one(criterion, {}).verdict).toBe('missing');
    // Nothing makes up for a failure but time.
    expect(one({ ...criterion, within: '2d' }, { runs })).toMatchObject({
      verdict: 'failed',
      cure: { kind: 'run', until: ago(30 - 48) },
    });
  });
});

describe('runsNeeded', () => {
  it('is the smallest number that is enough', () => {
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.nat(200),
        fc.integer({ min: 0, max: 999 }),
        (succeeded, failed, permille) => {
          const total = succeeded + failed;
          fc.pre(total > 0);
          const rate = permille / 10;
          const count = runsNeeded({ succeeded, total }, rate)!;
          const isEnough = (more: number) =>
            1000 * (succeeded + more) >= permille * (total + more);
          expect(isEnough(count)).toBe(true);
          expect(count === 0 || !isEnough(count - 1)).toBe(true);
        },
      ),
    );
  });
});

const leaves = ['a', 'b', 'c'].map(fact => ({
  fact,
  op: '==' as const,
  value: true,
}));
const trees = fc.letrec<{ node: PromotionCriteria }>(tie => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<PromotionCriteria>(...leaves),
    fc.record({ not: tie('node') }),
    fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
  ),
})).node;

type World = Record<string, boolean | undefined>;

function holds(node: PromotionCriteria, world: World): boolean {
  if ('all' in node) return node.all.every(child => holds(child, world));
  if ('any' in node) return node.any.some(child => holds(child, world));
  if ('not' in node) return !holds(node.not, world);
  return 'fact' in node && world[node.fact] === true;
}

function factsOf(world: World): PromotionFacts {
  return {
    facts: Object.entries(world).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value, source: 's', at: ago(1) }],
    ),
  };
}

describe('the verdict of a tree', () => {
  const maybe = fc.option(fc.boolean(), { nil: undefined });

  it('is given without a fact only where the fact does not matter', () => {
    fc.assert(
      fc.property(trees, maybe, maybe, maybe, (node, a, b, c) => {
        const world: World = { a, b, c };
        const { verdict } = evaluatePromotion(node, factsOf(world), NOW);
        const unknown = Object.keys(world).filter(
          name => world[name] === undefined,
        );
        const answers = new Set<boolean>();
        for (let bits = 0; bits < 2 ** unknown.length; bits += 1) {
          const filled = { ...world };
          unknown.forEach((name, index) => {
            filled[name] = Math.floor(bits / 2 ** index) % 2 === 1;
          });
          answers.add(holds(node, filled));
        }
        if (verdict === 'passed') expect([...answers]).toEqual([true]);
        if (verdict === 'failed') expect([...answers]).toEqual([false]);
        if (unknown.length === 0) expect(verdict).not.toBe('missing');
      }),
    );
  });

  it('shows the tree as it was asked, with as many leaves', () => {
    fc.assert(
      fc.property(trees, node => {
        const answer = evaluatePromotion(node, {}, NOW);
        const text = JSON.stringify(answer.tree);
        expect(text.match(/"criterion"/g)).toHaveLength(answer.total);
        expect(new Set(answer.criteria.map(item => item.key)).size).toBe(
          answer.total,
        );
      }),
    );
  });
});

describe('whatIf', () => {
  const versions = [91, 96, 89, 99].map((rate, index) => ({
    version: `5.${index}.0`,
    at: ago(24 * (4 - index)),
    facts: {
      facts: [
        { name: 'rate', value: rate, source: 'CI', at: ago(24 * (4 - index)) },
      ],
    },
  }));
  const rates = tree({
    all: [{ fact: 'rate', op: '>=', value: 95, maxAge: '1h', id: 'rate' }],
  });
  const ask = (value: number | string) =>
    whatIf({ criteria: rates, changes: [{ key: 'rate', value }], versions });

  it('asks each version again, at the instant at which it asked', () => {
    expect(ask(90)).toMatchObject({
      ok: true,
      counts: {
        'now-passes': 1,
        'no-longer-passes': 0,
        passes: 2,
        'does-not-pass': 1,
      },
      versions: [
        {
          version: '5.0.0',
          before: 'failed',
          after: 'passed',
          change: 'now-passes',
        },
        { change: 'passes' },
        { change: 'does-not-pass' },
        { change: 'passes' },
      ],
    });
    expect(ask(97)).toMatchObject({ counts: { 'no-longer-passes': 1 } });
  });

  it('changes a duration, a rate and a number as well', () => {
    const all = tree({
      all: [{ soak: '4h' }, { successRate: 95 }, { approvals: 1 }],
    });
    expect(
      whatIf({
        criteria: all,
        changes: [
          { key: '1', value: '8h' },
          { key: '2', value: 90 },
          { key: '3', value: 2 },
        ],
        versions: [],
      }),
    ).toMatchObject({
      criteria: {
        all: [{ soak: '8h' }, { successRate: 90 }, { approvals: 2 }],
      },
    });
  });

  it('refuses what it does not know, and what could not be saved', () => {
    expect(
      whatIf({
        criteria: rates,
        changes: [{ key: '1', value: 3 }],
        versions,
      }),
    ).toEqual({
      ok: false,
      code: 'unknown-criterion',
      reason: 'expected one of rate, got "1"',
    });
    expect(ask('many')).toMatchObject({
      code: 'threshold',
      reason: 'all.0.value: expected a number with >=',
    });
  });
});
