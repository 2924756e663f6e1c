import { InputError } from '@backstage/errors';
import { StoredWindow } from '../store';

export function defaultEnforcement(
  kind: StoredWindow['kind'],
): StoredWindow['enforcement'] {
  return kind === 'advisory' ? 'info' : 'hard';
}

/** Throws `InputError` naming the field. */
export function requireEnforcement(
  window: Pick<StoredWindow, 'kind' | 'enforcement'>,
): void {
  const { kind, enforcement } = window;
  if (kind === 'advisory' && enforcement !== 'info')
    throw new InputError('enforcement: expected info, as of every advisory');
  if (kind === 'allow' && enforcement === 'info')
    throw new InputError(
      'enforcement: expected hard or soft; what only informs is an advisory',
    );
}
