import { InputError } from '@backstage/errors';

const MAX_DEPTH = 32;

/**
 * Refuses what no field of the contract can hold but a schema would let pass:
 * text with NUL (PostgreSQL cannot store it) or half a surrogate pair (it has
 * no UTF-8, and so no canonical JSON), and nesting that is meant to hurt.
 */
export function assertPlainData(data: unknown, place: string): void {
  // No recursion: the depth is what is being checked.
  const rest: { value: unknown; path: string; depth: number }[] = [
    { value: data, path: place, depth: 0 },
  ];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string') assertText(value, path);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH)
      throw new InputError(
        `${place}: expected at most ${MAX_DEPTH} levels of nesting`,
      );
    for (const [key, child] of Object.entries(value)) {
      assertText(key, path);
      rest.push({
        value: child,
        path: Array.isArray(value) ? path : key,
        depth: depth + 1,
      });
    }
  }
}

function assertText(text: string, path: string): void {
  if (/[\0\p{Surrogate}]/u.test(text))
    throw new InputError(
      `${path.slice(
        0,
        100,
      )}: expected text without NUL and without lone surrogates`,
    );
}
