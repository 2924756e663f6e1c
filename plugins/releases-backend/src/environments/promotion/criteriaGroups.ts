import {
  Criterion,
  criteriaByKey,
  HIDDEN_ENTITY_REF,
  mapCriteria,
  PromotionCriteria,
} from '@release-desk/plugin-releases-common';

/** The groups whose people have to approve. */
export function groupsOf(criteria: PromotionCriteria): string[] {
  return [
    ...new Set(
      [...criteriaByKey(criteria).values()].flatMap(criterion =>
        'approvals' in criterion ? criterion.groups ?? [] : [],
      ),
    ),
  ];
}

function mapGroups(
  criteria: PromotionCriteria,
  change: (groups: string[], key: string) => string[],
): PromotionCriteria {
  return mapCriteria(criteria, (criterion, key): Criterion => {
    return 'approvals' in criterion && criterion.groups
      ? { ...criterion, groups: change(criterion.groups, key) }
      : criterion;
  });
}

/** The criteria without the names of groups that the reader may not see. */
export function hideGroups(
  criteria: PromotionCriteria,
  visible: Set<string>,
): PromotionCriteria {
  return mapGroups(criteria, groups => {
    const shown = groups.filter(ref => visible.has(ref));
    return shown.length < groups.length ? [...shown, HIDDEN_ENTITY_REF] : shown;
  });
}

/** Puts back what {@link hideGroups} took away from the criterion of this key. */
export function restoreGroups(
  criteria: PromotionCriteria,
  before: PromotionCriteria,
  visible: Set<string>,
): PromotionCriteria {
  const known = criteriaByKey(before);
  return mapGroups(criteria, (groups, key) => {
    const old = known.get(key);
    const hidden =
      old && 'approvals' in old
        ? (old.groups ?? []).filter(ref => !visible.has(ref))
        : [];
    return hidden.length > 0 && groups.includes(HIDDEN_ENTITY_REF)
      ? [...groups.filter(ref => ref !== HIDDEN_ENTITY_REF), ...hidden]
      : groups;
  });
}
