import type { z } from 'zod';

/** What a field of an input is when it is not given: its default, or nothing. */
export function unsaidIn(input: z.ZodObject): (name: string) => unknown {
  return name => (input.shape[name] as z.ZodType).parse(undefined);
}
