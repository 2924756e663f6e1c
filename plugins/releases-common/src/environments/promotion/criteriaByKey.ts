import type { Criterion, PromotionCriteria } from './criteria';

/**
 * The leaves of a tree, by their key: `id`, or the place in the tree from 1 on
 * (`2.1` is the first child of the second).
 *
 * @public
 */
export function criteriaByKey(root: PromotionCriteria): Map<string, Criterion> {
  const found = new Map<string, Criterion>();
  mapCriteria(root, (criterion, key) => {
    found.set(key, criterion);
    return criterion;
  });
  return found;
}

export function childKey(key: string, index: number): string {
  return key === '' ? `${index + 1}` : `${key}.${index + 1}`;
}

export function keyOf(criterion: Criterion, place: string): string {
  return criterion.id ?? (place || '1');
}

/**
 * The same tree with each leaf changed.
 *
 * @public
 */
export function mapCriteria(
  node: PromotionCriteria,
  change: (criterion: Criterion, key: string) => Criterion,
  place = '',
): PromotionCriteria {
  if ('all' in node) {
    return {
      all: node.all.map((child, index) =>
        mapCriteria(child, change, childKey(place, index)),
      ),
    };
  }
  if ('any' in node) {
    return {
      any: node.any.map((child, index) =>
        mapCriteria(child, change, childKey(place, index)),
      ),
    };
  }
  return 'not' in node
    ? { not: mapCriteria(node.not, change, childKey(place, 0)) }
    : change(node, keyOf(node, place));
}
