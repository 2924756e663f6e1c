const PARALLEL = 8;

/** A deed for each of `count` indices, some at a time. */
export async function forEachIndex(
  count: number,
  deed: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      while (next < count) await deed(next++);
    }),
  );
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
