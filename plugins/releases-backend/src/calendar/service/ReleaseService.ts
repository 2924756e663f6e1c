import { InputError } from '@backstage/errors';
import {
  Page,
  Release,
  releaseCreatePermission,
  releaseDeletePermission,
  ReleaseInput,
  ReleasePatch,
  releaseReadPermission,
  releaseUpdatePermission,
} from '@release-desk/plugin-releases-common';
import { isDeepStrictEqual } from 'node:util';
import { Knex } from 'knex';
import { transact } from '../../database';
import { CallContext } from '../../http/types';
import { ReleaseFilter } from '../store/ReleaseStore';
import { created, given, touched } from './bookkeeping';
import { NamedRef, ownerNamed } from './CatalogChecks';
import { CalendarDependencies } from './dependencies';
import { guardedWrite, requireRevision } from './guardedWrite';
import { ResourceGuard } from './ResourceGuard';
import { releaseSource } from './timelineSources';

type ReleaseAction = 'create' | 'update' | 'status' | 'delete';

/** Planned deliveries of versions. */
export class ReleaseService {
  readonly #options: CalendarDependencies;
  readonly guard: ResourceGuard<Release>;

  constructor(options: CalendarDependencies) {
    this.#options = options;
    this.guard = new ResourceGuard({
      authorizer: options.authorizer,
      store: options.releases,
      noun: 'release',
      read: releaseReadPermission,
    });
  }

  async list(
    query: ReleaseFilter & {
      order: 'start' | '-start';
      limit: number;
      cursor?: string;
    },
    context: CallContext,
  ): Promise<Page<Release>> {
    const { order, limit, cursor, ...filter } = query;
    const access = await this.guard.listAccess(context);
    const { items, nextCursor, total } = await this.#options.releases.list({
      filter,
      access,
      order,
      limit,
      cursor,
    });
    return {
      items: await this.#presentAll(items, context),
      pageInfo: { ...(nextCursor && { nextCursor }) },
      totalItems: total,
    };
  }

  async get(id: string, context: CallContext): Promise<Release> {
    return this.#present(await this.guard.readable(id, context), context);
  }

  async create(input: ReleaseInput, context: CallContext): Promise<Release> {
    const { authorizer, knex, releases, timeline, now } = this.#options;
    await authorizer.require(releaseCreatePermission, context);
    const release: Release = {
      ...input,
      ...created(context.actor, now()),
    };
    await this.#check(release, context);
    await transact(knex, async tx => {
      await releases.insert(tx, release);
      await timeline.put(tx, releaseSource(release));
      await this.#audit(tx, { action: 'create', after: release }, context);
    });
    return this.#present(release, context);
  }

  async update(
    request: { id: string; revision: number; patch: ReleasePatch },
    context: CallContext,
  ): Promise<Release> {
    const { knex, releases, timeline, now } = this.#options;
    const { id, revision, patch } = request;
    const before = await this.guard.changeable(
      id,
      releaseUpdatePermission,
      context,
    );
    await requireRevision(before, revision, item =>
      this.#present(item, context),
    );
    const after: Release = {
      ...before,
      ...given(await this.#keepingHidden(patch, before, context)),
      ...touched(before, context.actor, now()),
    };
    await this.#check(after, context, before);
    const action = onlyStatusChanged(before, after) ? 'status' : 'update';
    await guardedWrite({
      knex,
      named: revision,
      write: async tx => {
        if (!(await releases.update(tx, after, revision))) return false;
        await timeline.put(tx, releaseSource(after));
        await this.#audit(tx, { action, before, after }, context);
        return true;
      },
      current: () => this.#current(id, context),
    });
    return this.#present(after, context);
  }

  async delete(
    request: { id: string; revision: number },
    context: CallContext,
  ): Promise<void> {
    const { knex, releases, timeline } = this.#options;
    const { id, revision } = request;
    const before = await this.guard.changeable(
      id,
      releaseDeletePermission,
      context,
    );
    await requireRevision(before, revision, item =>
      this.#present(item, context),
    );
    await guardedWrite({
      knex,
      named: revision,
      write: async tx => {
        if (!(await releases.delete(tx, { id, revision }))) return false;
        await timeline.remove(tx, id);
        await this.#audit(tx, { action: 'delete', before }, context);
        return true;
      },
      current: () => this.#current(id, context),
    });
  }

  /** Throws `InputError` naming the field. */
  async #check(
    release: Release,
    context: CallContext,
    before?: Release,
  ): Promise<void> {
    if (Date.parse(release.start) >= Date.parse(release.end))
      throw new InputError('end: expected an instant after start');
    await this.#options.checks.require(
      [...ownerNamed(release, before), ...partsNamed(release, before)],
      context,
    );
  }

  /** What the caller could not see, they did not mean to take away. */
  async #keepingHidden(
    patch: ReleasePatch,
    before: Release,
    context: CallContext,
  ): Promise<ReleasePatch> {
    if (!patch.entities && !patch.environments) return patch;
    const visible = await this.#visible([before], context);
    return {
      ...patch,
      ...(patch.entities && {
        entities: [
          ...patch.entities,
          ...before.entities.filter(
            entity =>
              !visible.has(entity.ref) &&
              !patch.entities?.some(item => item.ref === entity.ref),
          ),
        ],
      }),
      ...(patch.environments && {
        environments: [
          ...new Set([
            ...patch.environments,
            ...before.environments.filter(ref => !visible.has(ref)),
          ]),
        ],
      }),
    };
  }

  async #current(
    id: string,
    context: CallContext,
  ): Promise<Release | undefined> {
    const release = await this.#options.releases.get(id);
    return release && this.#present(release, context);
  }

  async #present(release: Release, context: CallContext): Promise<Release> {
    const [shown] = await this.#presentAll([release], context);
    return shown;
  }

  async #presentAll(
    releases: Release[],
    context: CallContext,
  ): Promise<Release[]> {
    const visible = await this.#visible(releases, context);
    return releases.map(release => ({
      ...release,
      entities: release.entities.filter(entity => visible.has(entity.ref)),
      environments: release.environments.filter(ref => visible.has(ref)),
    }));
  }

  #visible(releases: Release[], context: CallContext): Promise<Set<string>> {
    return this.#options.checks.visible(releases.flatMap(partRefs), context);
  }

  async #audit(
    tx: Knex.Transaction,
    change: { action: ReleaseAction; before?: Release; after?: Release },
    context: CallContext,
  ): Promise<void> {
    const { action, before, after } = change;
    const subject = (after ?? before)!;
    await this.#options.auditLog.append(tx, {
      actor: context.actor,
      action: `release.${action}`,
      objectRef: `release:${subject.id}`,
      entityRefs: [...new Set([subject.owner, ...partRefs(subject)])],
      before,
      after,
    });
  }
}

function partRefs(release: Release): string[] {
  return [
    ...release.entities.map(entity => entity.ref),
    ...release.environments,
  ];
}

/** The entities and environments that the one before did not name. */
function partsNamed(release: Release, before?: Release): NamedRef[] {
  const known = new Set(before ? partRefs(before) : []);
  return [
    ...release.entities.map(
      ({ ref }, index): NamedRef => ({ field: `entities[${index}].ref`, ref }),
    ),
    ...release.environments.map(
      (ref, index): NamedRef => ({
        field: `environments[${index}]`,
        ref,
        expected: 'environment',
      }),
    ),
  ].filter(item => !known.has(item.ref));
}

function onlyStatusChanged(before: Release, after: Release): boolean {
  const { revision, updatedAt, updatedBy } = before;
  return (
    before.status !== after.status &&
    isDeepStrictEqual(before, {
      ...after,
      status: before.status,
      revision,
      updatedAt,
      updatedBy,
    })
  );
}
