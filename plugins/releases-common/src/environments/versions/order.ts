/** `v5.13.0-rc.1+build` → numbers, and what makes it a preview. */
function parse(version: string) {
  const match =
    /^v?(\d{1,15}(?:\.\d{1,15}){0,5})(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(
      version,
    );
  return match
    ? {
        numbers: match[1].split('.').map(Number),
        preview: match[2]?.split('.'),
      }
    : undefined;
}

function compareLists<T>(
  one: readonly T[],
  other: readonly T[],
  compare: (a: T | undefined, b: T | undefined) => number,
): number {
  for (let i = 0; i < Math.max(one.length, other.length); i += 1) {
    const difference = compare(one[i], other[i]);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/** Semantic Versioning 2.0.0, item 11.4. */
function comparePreviewParts(one?: string, other?: string): number {
  if (one === undefined || other === undefined) {
    return Number(one !== undefined) - Number(other !== undefined);
  }
  const areNumbers = [one, other].map(part => /^\d+$/.test(part));
  if (areNumbers[0] && areNumbers[1]) {
    return Number(one) - Number(other);
  }
  if (areNumbers[0] !== areNumbers[1]) {
    return areNumbers[0] ? -1 : 1;
  }
  return Number(one > other) - Number(one < other);
}

/**
 * Compares versions of numbers and dots, `5.12.0`, `v118`, `2026.11.2-rc.1`, as
 * Semantic Versioning does, with any count of numbers. `undefined` when one of
 * them is no such version.
 *
 * @public
 */
export function compareVersions(
  one: string,
  other: string,
): number | undefined {
  const [a, b] = [parse(one), parse(other)];
  if (!a || !b) {
    return undefined;
  }
  const byNumbers = compareLists(a.numbers, b.numbers, (x = 0, y = 0) => x - y);
  if (byNumbers !== 0 || (!a.preview && !b.preview)) {
    return byNumbers;
  }
  return a.preview && b.preview
    ? compareLists(a.preview, b.preview, comparePreviewParts)
    : Number(!a.preview) - Number(!b.preview);
}

/**
 * The versions of a component in their order: by number when all of them have
 * one, else by when they were seen first. Each once.
 *
 * @public
 */
export function orderVersions(
  sightings: readonly { version: string; firstAt: string }[],
): string[] {
  const firstAt = new Map<string, number>();
  for (const { version, firstAt: at } of sightings) {
    const time = Date.parse(at);
    firstAt.set(version, Math.min(time, firstAt.get(version) ?? time));
  }
  const versions = [...firstAt.keys()];
  const areNumbered = versions.every(version => parse(version));
  return versions.sort(
    (one, other) =>
      (areNumbered && compareVersions(one, other)) ||
      firstAt.get(one)! - firstAt.get(other)! ||
      Number(one > other) - Number(one < other),
  );
}
