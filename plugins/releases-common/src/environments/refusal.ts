/**
 * Why something may not be. `code` is for programs, `reason` for people; it says
 * what was found and what would be right.
 *
 * @public
 */
export interface Refusal<C extends string = string> {
  ok: false;
  code: C;
  reason: string;
}

export function refuse<C extends string>(code: C, reason: string): Refusal<C> {
  return { ok: false, code, reason };
}
