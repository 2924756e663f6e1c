import fc from 'fast-check';
import { z } from 'zod';
import { PromotionCriteria, promotionCriteriaSchema } from './criteria';
import { criteriaByKey } from './criteriaByKey';

function problems(tree: unknown) {
  const { error } = promotionCriteriaSchema.safeParse(tree);
  return error?.issues.map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

const coverage = { fact: 'tests.coverage', op: '>=', value: 80 };

describe('a tree of criteria', () => {
  it('is read as it is written', () => {
    const tree = {
      all: [
        { ...coverage, maxAge: '14d', id: 'coverage', title: 'Tests' },
        { any: [{ soak: '4h' }, { not: { fact: 'draft', op: 'exists' } }] },
        { successRate: 95, within: '7d', minRuns: 10 },
        { approvals: 2, groups: ['Group:default/Quality'] },
        { notOlderThan: '14d' },
        { fact: 'licence', op: 'in', value: ['MIT', 'Apache-2.0'] },
      ],
    };
    const read = promotionCriteriaSchema.parse(tree);
    expect(read).toEqual({
      all: tree.all.map(item =>
        'groups' in item
          ? { ...item, groups: ['group:default/quality'] }
          : item,
      ),
    });
    expect([...criteriaByKey(read).keys()]).toEqual([
      'coverage',
      '2.1',
      '2.2.1',
      '3',
      '4',
      '5',
      '6',
    ]);
    expect([...criteriaByKey(promotionCriteriaSchema.parse(coverage))]).toEqual(
      [['1', coverage]],
    );
    expect(promotionCriteriaSchema.parse({ successRate: 95 })).toEqual({
      successRate: 95,
      within: '14d',
      minRuns: 1,
    });
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, ': expected one of all, any, not, fact,'],
    ['a list', [coverage], ': expected one of all'],
    ['an unknown leaf', { all: [coverage, {}] }, 'all.1: expected one of all'],
    ['two at once', { all: [coverage], any: [coverage] }, ': expected one of'],
    ['more beside', { all: [coverage], title: 'x' }, ': expected all alone'],
    ['an empty list', { any: [] }, 'any: expected a list of 1 to 50'],
    ['not of nothing', { not: undefined }, 'not: expected one of all'],
    ['an operator', { ...coverage, op: '~' }, 'op: Invalid option'],
    [
      'a text to compare',
      { ...coverage, value: '80' },
      'value: expected a number',
    ],
    ['no list', { ...coverage, op: 'in' }, 'value: expected a list with in'],
    [
      'a value too many',
      { ...coverage, op: 'exists' },
      'value: expected no value',
    ],
    [
      'a list',
      { ...coverage, op: '==', value: [1] },
      'value: expected one value',
    ],
    ['a duration', { soak: '4 hours' }, 'soak: expected a duration'],
    ['a rate', { successRate: 101 }, 'successRate: Too big'],
    ['a misspelt key', { ...coverage, maxage: '1d' }, ': Unrecognized key'],
    ['a fact name', { ...coverage, fact: 'a b' }, 'fact: expected a name'],
    [
      'an id twice',
      {
        all: [
          { soak: '4h', id: 'x' },
          { ...coverage, id: 'x' },
        ],
      },
      'all.1.id: expected another id, "x" is taken',
    ],
    [
      'deep in the tree',
      { all: [coverage, { any: [{ not: { soak: 4 } }] }] },
      'all.1.any.0.not.soak: Invalid input',
    ],
  ])('names what is wrong with %s', (_, tree, problem) => {
    expect(problems(tree)).toEqual([expect.stringContaining(problem)]);
  });

  it('is bounded in depth and size, however large it is sent', () => {
    let deep: unknown = coverage;
    for (let level = 1; level < 6; level += 1) {
      deep = { not: deep };
    }
    expect(problems(deep)).toBeUndefined();
    for (let level = 0; level < 100_000; level += 1) {
      deep = { not: deep };
    }
    expect(problems(deep)).toEqual([
      'not.not.not.not.not.not: expected at most 6 levels',
    ]);
    const many = (count: number) => ({ all: Array(count).fill(coverage) });
    expect(problems({ all: [many(50), many(47)] })).toBeUndefined();
    expect(problems({ all: [many(50), many(48)] })).toEqual([
      ': expected at most 100 criteria',
    ]);
    expect(problems({ all: Array(1e6).fill(coverage) })).toEqual([
      'all: expected a list of 1 to 50 criteria',
    ]);
  });

  it('never throws, and reads again what it has read', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.letrec<{ node: PromotionCriteria }>(tie => ({
            node: fc.oneof(
              { maxDepth: 4 },
              fc.constantFrom<PromotionCriteria>(
                { fact: 'a', op: 'exists' },
                { soak: '1h' },
              ),
              fc.record({ not: tie('node') }),
              fc.record({
                any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
              }),
            ),
          })).node,
        ),
        value => {
          const read = promotionCriteriaSchema.safeParse(value);
          if (read.success) {
            expect(promotionCriteriaSchema.parse(read.data)).toEqual(read.data);
          }
        },
      ),
    );
  });

  it('can be shown in the API documentation', () => {
    expect(
      JSON.stringify(z.toJSONSchema(promotionCriteriaSchema, { io: 'input' })),
    ).toContain('successRate');
  });
});
