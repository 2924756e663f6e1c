import { InputError, NotFoundError } from '@backstage/errors';
import {
  OverrideInput,
  OverrideScope,
  Release,
} from '@release-desk/plugin-releases-common';
import { CallContext } from '../../http/types';
import { ResourceGuard } from '../../resources';
import { StoredWindow } from '../store';
import { CatalogChecks, NamedRef } from './CatalogChecks';

const DAY = 86_400_000;
const LONGEST_DAYS = 90;

/** What an override may be asked for. */
export class OverrideRequests {
  readonly #options: {
    checks: CatalogChecks;
    windows: ResourceGuard<StoredWindow>;
    releases: ResourceGuard<Release>;
    now: () => number;
  };

  constructor(options: {
    checks: CatalogChecks;
    windows: ResourceGuard<StoredWindow>;
    releases: ResourceGuard<Release>;
    now: () => number;
  }) {
    this.#options = options;
  }

  /** Throws `InputError` naming the field. */
  async check(
    input: OverrideInput,
    context: CallContext,
  ): Promise<{ window: StoredWindow; scope: OverrideScope }> {
    const { checks, windows, releases } = this.#options;
    this.#requireExpiry(input.expiresAt);
    const window = await asField('windowId', () =>
      windows.readable(input.windowId, context),
    );
    if (window.kind !== 'freeze')
      throw new InputError('windowId: expected a freeze');
    if (window.enforcement === 'info')
      throw new InputError(
        'windowId: expected a freeze that stops something; this one only informs',
      );
    await checks.require(scopeNamed(input.scope), context);
    if (!input.releaseId) return { window, scope: input.scope };
    const release = await asField('releaseId', () =>
      releases.readable(input.releaseId!, context),
    );
    return { window, scope: narrowed(input.scope, release) };
  }

  #requireExpiry(expiresAt: string): void {
    const now = this.#options.now();
    const end = Date.parse(expiresAt);
    if (end <= now)
      throw new InputError('expiresAt: expected an instant in the future');
    if (end > now + LONGEST_DAYS * DAY)
      throw new InputError(
        `expiresAt: expected an instant within ${LONGEST_DAYS} days`,
      );
  }
}

/** One for a release lets through what that release ships, and nothing else. */
function narrowed(scope: OverrideScope, release: Release): OverrideScope {
  return {
    ...scope,
    entityRefs: scope.entityRefs ?? [
      ...new Set(release.entities.map(entity => entity.ref)),
    ],
    ...(!scope.environmentRefs &&
      release.environments.length > 0 && {
        environmentRefs: release.environments,
      }),
  };
}

function scopeNamed(scope: OverrideScope): NamedRef[] {
  return [
    ...(scope.entityRefs ?? []).map(
      (ref, index): NamedRef => ({ field: `scope.entityRefs[${index}]`, ref }),
    ),
    ...(scope.environmentRefs ?? []).map(
      (ref, index): NamedRef => ({
        field: `scope.environmentRefs[${index}]`,
        ref,
        expected: 'environment',
      }),
    ),
  ];
}

/** What the path would answer with 404 is 400 where a field of the body names it. */
async function asField<T>(field: string, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof NotFoundError)
      throw new InputError(
        `${field}: ${error.message
          .charAt(0)
          .toLowerCase()}${error.message.slice(1)}`,
      );
    throw error;
  }
}
