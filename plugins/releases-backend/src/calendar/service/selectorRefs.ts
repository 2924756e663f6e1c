import {
  EntitySelector,
  HIDDEN_ENTITY_REF,
} from '@release-desk/plugin-releases-common';

/** The lines of a selector that name entities. */
export const REF_LINES = [
  'owner',
  'system',
  'domain',
  'environment',
  'ref',
] as const;

export function refsOf(selector: EntitySelector): string[] {
  return REF_LINES.flatMap(line => selector[line] ?? []);
}

/**
 * The selector without the names that the reader may not see. A line keeps a
 * place for them: without it, it would seem to cover less, or everything.
 */
export function hideRefs(
  selector: EntitySelector,
  visible: Set<string>,
): EntitySelector {
  const shown = { ...selector };
  for (const line of REF_LINES) {
    const refs = selector[line];
    if (refs) shown[line] = hideAmong(refs, visible);
  }
  return shown;
}

/** Where one must stand, as of an owner. */
export function nameOf(ref: string, visible: Set<string>): string {
  return visible.has(ref) ? ref : HIDDEN_ENTITY_REF;
}

/** The same for an owner as {@link restoreRefs} for a scope. */
export function restoreOwner(
  owner: string,
  before: string,
  visible: Set<string>,
): string {
  const isHidden = owner === HIDDEN_ENTITY_REF && !visible.has(before);
  return isHidden ? before : owner;
}

export function hideAmong(refs: string[], visible: Set<string>): string[] {
  const shown = refs.filter(ref => visible.has(ref));
  return shown.length < refs.length ? [...shown, HIDDEN_ENTITY_REF] : shown;
}

/**
 * Puts back what {@link hideRefs} took away from the same line of `before`.
 * Where there was nothing to hide, the place holder stays, and is refused like
 * any other unknown entity.
 */
export function restoreRefs(
  selector: EntitySelector,
  before: EntitySelector,
  visible: Set<string>,
): EntitySelector {
  const restored = { ...selector };
  for (const line of REF_LINES) {
    const refs = selector[line];
    const hidden = before[line]?.filter(ref => !visible.has(ref)) ?? [];
    if (refs?.includes(HIDDEN_ENTITY_REF) && hidden.length > 0)
      restored[line] = [
        ...refs.filter(ref => ref !== HIDDEN_ENTITY_REF),
        ...hidden,
      ];
  }
  return restored;
}
