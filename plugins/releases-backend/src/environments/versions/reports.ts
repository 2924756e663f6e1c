import { InputError } from '@backstage/errors';
import { isEnvironment } from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { toMillis } from '../../database';
import { CallContext } from '../../http/types';

/** By how much the clock of a reporter may be ahead of the database's. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Throws `InputError` naming the field. What the caller may not read is spoken of
 * as what is not there.
 */
export async function requireKnownEntities(
  view: CatalogView,
  named: { field: string; ref: string }[],
  context: CallContext,
): Promise<void> {
  const refs = [...new Set(named.map(({ ref }) => ref))];
  const facts = await view.getFacts(refs);
  const visible = await view.visibleTo(context.credentials, refs);
  for (const { field, ref } of named) {
    const known = visible.has(ref) ? facts.get(ref) : undefined;
    if (!known) throw new InputError(`${field}: unknown entity ${ref}`);
    if (isEnvironment(known))
      throw new InputError(
        `${field}: expected what is deployed, got the environment ${ref}`,
      );
  }
}

/**
 * Throws `InputError`: what is said to happen later would be the latest for as
 * long, whatever happens until then.
 */
export function requireNotAhead(
  field: string,
  instant: string,
  now: number,
): void {
  if (toMillis(instant) > now + CLOCK_SKEW_MS)
    throw new InputError(
      `${field}: expected an instant that has come, it is ${new Date(
        now,
      ).toISOString()}`,
    );
}
