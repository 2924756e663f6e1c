const ENTITY_REF = /^[a-z][a-z0-9.-]*:[a-z0-9._-]+\/[a-z0-9._-]+$/i;

/** The entity refs that a value names anywhere, lower-cased. */
export function refsIn(value: unknown): Set<string> {
  const refs = new Set<string>();
  mapStrings(value, text => {
    if (ENTITY_REF.test(text)) refs.add(lower(text));
    return text;
  });
  return refs;
}

/** The value without the names of entities that are not visible. */
export function hideRefs<T>(value: T, visible: Set<string>): T {
  return mapStrings(value, text =>
    ENTITY_REF.test(text) && !visible.has(lower(text)) ? '[hidden]' : text,
  ) as T;
}

function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return map(value);
  }
  if (Array.isArray(value)) {
    return value.map(item => mapStrings(item, map));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, member]) => [
          key,
          mapStrings(member, map),
        ]),
      )
    : value;
}

function lower(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}
