import { z } from 'zod';
import { entityRefSchema } from '../../http/values';
import { shortDurationSchema } from '../shortDuration';

/** How deep a tree of criteria may be, and how many nodes it may have. @public */
export const CRITERIA_BOUNDS = { depth: 6, nodes: 100 } as const;

/** @public */
export const factValueSchema = z.union([
  z.number(),
  z.string().max(500),
  z.boolean(),
]);
/** @public */
export type FactValue = z.infer<typeof factValueSchema>;

/** @public */
export const factNameSchema = z
  .string()
  .max(100)
  .regex(
    /^[A-Za-z][A-Za-z0-9_.-]*$/,
    'expected a name of letters, digits, dots, dashes and underscores',
  )
  .meta({ example: 'tests.coverage' });

/** @public */
export const factOperatorSchema = z.enum([
  '>=',
  '>',
  '<=',
  '<',
  '==',
  '!=',
  'in',
  'not-in',
  'exists',
]);
/** @public */
export type FactOperator = z.infer<typeof factOperatorSchema>;

const ORDERED: readonly FactOperator[] = ['>=', '>', '<=', '<'];

const named = {
  /** By which it is referred to, unique in the tree; its place in the tree unless told. */
  id: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,62}$/,
      'expected lower-case letters, digits, dashes',
    )
    .optional(),
  /** As a person would say it; made from the criterion unless told. */
  title: z.string().trim().min(1).max(200).optional(),
};

/**
 * A fact of the version compares so with a value. With `maxAge` it must not have
 * been reported longer ago.
 *
 * @public
 */
export const factCriterionSchema = z
  .strictObject({
    ...named,
    fact: factNameSchema,
    op: factOperatorSchema,
    value: z
      .union([factValueSchema, z.array(factValueSchema).min(1).max(50)])
      .optional(),
    maxAge: shortDurationSchema.optional(),
  })
  .superRefine(({ op, value }, ctx) => {
    const expected = valueExpected(op);
    if (!expected.isMet(value)) {
      ctx.addIssue({
        code: 'custom',
        path: ['value'],
        message: `expected ${expected.words} with ${op}`,
      });
    }
  });
/** @public */
export type FactCriterion = z.infer<typeof factCriterionSchema>;

function valueExpected(op: FactOperator): {
  words: string;
  isMet: (value: unknown) => boolean;
} {
  if (op === 'exists') {
    return { words: 'no value', isMet: value => value === undefined };
  }
  if (op === 'in' || op === 'not-in') {
    return { words: 'a list', isMet: value => Array.isArray(value) };
  }
  return ORDERED.includes(op)
    ? { words: 'a number', isMet: value => typeof value === 'number' }
    : {
        words: 'one value',
        isMet: value => value !== undefined && !Array.isArray(value),
      };
}

/** It has run where it comes from for so long, and nothing else was deployed there since. @public */
export const soakCriterionSchema = z.strictObject({
  ...named,
  soak: shortDurationSchema,
});
/** @public */
export type SoakCriterion = z.infer<typeof soakCriterionSchema>;

/** So many per cent of its runs of late succeeded. @public */
export const successRateCriterionSchema = z.strictObject({
  ...named,
  successRate: z.number().min(0).max(100),
  within: shortDurationSchema.default('14d'),
  minRuns: z.int().min(1).max(1000).default(1),
});
/** @public */
export type SuccessRateCriterion = z.infer<typeof successRateCriterionSchema>;

/** So many people have approved it, of one of these groups if any are named. @public */
export const approvalsCriterionSchema = z.strictObject({
  ...named,
  approvals: z.int().min(1).max(20),
  groups: z.array(entityRefSchema).min(1).max(20).optional(),
});
/** @public */
export type ApprovalsCriterion = z.infer<typeof approvalsCriterionSchema>;

/** The version was seen first at most so long ago. @public */
export const ageCriterionSchema = z.strictObject({
  ...named,
  notOlderThan: shortDurationSchema,
});
/** @public */
export type AgeCriterion = z.infer<typeof ageCriterionSchema>;

/** @public */
export type Criterion =
  | FactCriterion
  | SoakCriterion
  | SuccessRateCriterion
  | ApprovalsCriterion
  | AgeCriterion;

/** @public */
export type PromotionCriteria =
  | Criterion
  | { all: PromotionCriteria[] }
  | { any: PromotionCriteria[] }
  | { not: PromotionCriteria };

const LEAVES = {
  fact: factCriterionSchema,
  soak: soakCriterionSchema,
  successRate: successRateCriterionSchema,
  approvals: approvalsCriterionSchema,
  notOlderThan: ageCriterionSchema,
} as const;
const GROUPS = ['all', 'any', 'not'] as const;
const KEYS = [...GROUPS, ...(Object.keys(LEAVES) as (keyof typeof LEAVES)[])];

const nodeSchema: z.ZodType<PromotionCriteria> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(nodeSchema).min(1).max(50) }),
      z.strictObject({ any: z.array(nodeSchema).min(1).max(50) }),
      z.strictObject({ not: nodeSchema }),
      ...Object.values(LEAVES),
    ]),
  )
  .meta({ id: 'PromotionCriteria' });

interface Visit {
  value: unknown;
  path: (string | number)[];
  depth: number;
}

type Complain = (path: Visit['path'], message: string) => void;

function childrenOf(
  { value, path, depth }: Visit,
  key: 'all' | 'any' | 'not',
  complain: Complain,
): Visit[] {
  const inner = (value as Record<string, unknown>)[key];
  if (Object.keys(value as object).length > 1) {
    complain(path, `expected ${key} alone`);
  }
  if (key === 'not') {
    return [{ value: inner, path: [...path, key], depth: depth + 1 }];
  }
  if (!Array.isArray(inner) || inner.length === 0 || inner.length > 50) {
    complain([...path, key], 'expected a list of 1 to 50 criteria');
    return [];
  }
  return inner.map((child, index) => ({
    value: child,
    path: [...path, key, index],
    depth: depth + 1,
  }));
}

/**
 * Walks the tree before it is parsed, without recursion and no further than its
 * bounds, so that no tree is too deep for it. Each problem is named at its own
 * place; a union would only say that nothing fits.
 */
function inspect(root: unknown, complain: Complain): void {
  const open: Visit[] = [{ value: root, path: [], depth: 1 }];
  const ids = new Set<string>();
  let nodes = 0;
  for (let visit = open.pop(); visit; visit = open.pop()) {
    const { value, path, depth } = visit;
    nodes += 1;
    if (depth > CRITERIA_BOUNDS.depth) {
      complain(path, `expected at most ${CRITERIA_BOUNDS.depth} levels`);
      return;
    }
    if (nodes > CRITERIA_BOUNDS.nodes) {
      complain([], `expected at most ${CRITERIA_BOUNDS.nodes} criteria`);
      return;
    }
    const keys = KEYS.filter(
      key => typeof value === 'object' && value && Object.hasOwn(value, key),
    );
    const [key] = keys;
    if (keys.length !== 1) {
      complain(path, `expected one of ${KEYS.join(', ')}`);
    } else if (key === 'all' || key === 'any' || key === 'not') {
      open.push(...childrenOf(visit, key, complain).reverse());
    } else {
      const { error, data } = LEAVES[key].safeParse(value);
      error?.issues.forEach(issue =>
        complain([...path, ...(issue.path as string[])], issue.message),
      );
      if (data?.id !== undefined && ids.has(data.id)) {
        complain([...path, 'id'], `expected another id, "${data.id}" is taken`);
      }
      ids.add(data?.id ?? '');
    }
  }
}

/**
 * A tree of criteria: `all`, `any` and `not` over leaves. At most 6 levels and
 * 100 nodes.
 *
 * @public
 */
export const promotionCriteriaSchema = z.preprocess((value, ctx) => {
  inspect(value, (path, message) =>
    ctx.addIssue({ code: 'custom', path, message, input: value }),
  );
  return value;
}, nodeSchema);
