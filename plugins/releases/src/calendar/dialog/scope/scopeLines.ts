import {
  EntitySelector,
  SelectorDimension,
  SelectorExpansion,
} from '@release-desk/plugin-releases-common';

/** One line of the scope, `dimension is values`. `id` is only for React. */
export interface ScopeLine {
  id: number;
  dimension: SelectorDimension;
  values: string[];
}

export interface ScopeDraft {
  lines: ScopeLine[];
  /** What widening is set to, whether it is on or not. */
  expand: SelectorExpansion;
  widened: boolean;
}

/** The order in which lines are offered. */
export const DIMENSIONS: SelectorDimension[] = [
  'domain',
  'system',
  'owner',
  'kind',
  'type',
  'lifecycle',
  'tag',
  'environment',
  'environmentTier',
  'ref',
];

const EXPAND: SelectorExpansion = {
  relations: ['dependsOn'],
  direction: 'outgoing',
  hops: 1,
};

/** Lines without a value say nothing yet and are left out. */
export function selectorOf({
  lines,
  expand,
  widened,
}: ScopeDraft): EntitySelector {
  const filled = lines.filter(({ values }) => values.length > 0);
  return {
    ...Object.fromEntries(
      filled.map(({ dimension, values }) => [dimension, values]),
    ),
    ...(widened && expand.relations.length > 0 && { expand }),
  };
}

export function readSelector(selector: EntitySelector): ScopeDraft {
  const lines = DIMENSIONS.filter(name => selector[name] !== undefined).map(
    (dimension, id) => ({ id, dimension, values: [...selector[dimension]!] }),
  );
  return {
    lines: lines.length ? lines : [{ id: 0, dimension: 'domain', values: [] }],
    expand: selector.expand ?? EXPAND,
    widened: selector.expand !== undefined,
  };
}

/** A dimension stands on one line only, because lines are joined by "and". */
export function freeDimensions(lines: ScopeLine[]): SelectorDimension[] {
  return DIMENSIONS.filter(
    name => !lines.some(({ dimension }) => dimension === name),
  );
}

export function addLine(lines: ScopeLine[]): ScopeLine[] {
  const [dimension] = freeDimensions(lines);
  if (!dimension) return lines;
  const id = Math.max(-1, ...lines.map(line => line.id)) + 1;
  return [...lines, { id, dimension, values: [] }];
}
