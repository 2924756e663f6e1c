import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  boardContract,
  EndpointRequest,
  environmentReadPermission,
  EnvironmentRow,
  Page,
} from '@release-desk/plugin-releases-common';
import { CallContext } from '../../http/types';
import { meetsAccess } from '../../permissions/criteria';
import { toPage } from '../../resources';
import { environmentAccess, OwnedEnvironment } from '../claims';
import { EnvironmentsDependencies } from '../service';
import { pageOfRefs } from './boardPage';
import { BoardStates } from './BoardStates';
import { Directory, KnownEnvironment } from './Directory';
import { OwnedKnown, RowReader } from './RowReader';

export type BoardQuery = EndpointRequest<
  (typeof boardContract)['listEnvironments']
>['query'];
type Only = NonNullable<BoardQuery['only']>[number];

/** Who owns each environment, who has it, until when. */
export class BoardService {
  readonly #options: Pick<
    EnvironmentsDependencies,
    'authorizer' | 'catalogView' | 'owners'
  >;
  readonly #directory: Directory;
  readonly #rows: RowReader;
  readonly #states: BoardStates;
  /** Of all of them, while nobody claims anything and the catalog stays. */
  #owned?: {
    of: readonly KnownEnvironment[];
    version: number;
    owned: Map<string, OwnedEnvironment>;
  };

  constructor(
    options: Pick<
      EnvironmentsDependencies,
      'authorizer' | 'catalogView' | 'owners'
    > & { directory: Directory; rows: RowReader; states: BoardStates },
  ) {
    this.#states = options.states;
    this.#options = options;
    this.#directory = options.directory;
    this.#rows = options.rows;
  }

  async list(
    query: BoardQuery,
    context: CallContext,
  ): Promise<Page<EnvironmentRow>> {
    const { only, ...asked } = query;
    const rest = await this.#visible(asked, context);
    const { items, version } = await this.#readable(context);
    const wanted = items.filter(item => isWanted(item, rest));
    if (!only) {
      const listed = pageOfRefs(wanted, {
        ...rest,
        refOf: ({ known }) => known.environment.ref,
      });
      return toPage(
        listed,
        await this.#rows.rows(listed.items, context, version),
      );
    }
    // What these ask for is known of a whole row only.
    const rows = (await this.#rows.rows(wanted, context, version)).filter(row =>
      only.every(one => isOnly(row, one, context)),
    );
    const listed = pageOfRefs(rows, {
      ...rest,
      refOf: ({ environment }) => environment.ref,
    });
    return toPage(listed, listed.items);
  }

  /** Throws `NotFoundError`. */
  async get(ref: string, context: CallContext): Promise<EnvironmentRow> {
    const { items, version } = await this.#readable(context, ref);
    const [row] = await this.#rows.rows([theOne(items, ref)], context, version);
    return row;
  }

  /** Throws `NotFoundError` for what is not there for the caller. */
  async one(ref: string, context: CallContext): Promise<OwnedKnown> {
    return theOne((await this.#readable(context, ref)).items, ref);
  }

  /** All of them along the promotion path. Throws `NotAllowedError` for who may read none at all. */
  async readable(context: CallContext): Promise<OwnedKnown[]> {
    return (await this.#readable(context)).items;
  }

  /** All of them, or the one; and the version of the board's state before that. */
  async #readable(
    context: CallContext,
    ref?: string,
  ): Promise<{ items: OwnedKnown[]; version: number }> {
    const { authorizer, catalogView, owners } = this.#options;
    const access = await authorizer.conditionsFor(
      environmentReadPermission,
      context,
    );
    if ('none' in access)
      throw new NotAllowedError(
        `Not allowed: ${environmentReadPermission.name}`,
      );
    const [all, version] = await Promise.all([
      this.#directory.all(),
      this.#states.version(),
    ]);
    const known = all.filter(
      ({ environment }) => ref === undefined || environment.ref === ref,
    );
    const refs = known.map(({ environment }) => environment.ref);
    const visible = await catalogView.visibleTo(context.credentials, refs);
    const owned = await (ref === undefined
      ? this.#owners(all, version)
      : owners.of(refs));
    const items = known.flatMap(item => {
      const place = item.environment.ref;
      const own = owned.get(place)!;
      return visible.has(place) && meetsAccess(access, environmentAccess(own))
        ? [{ known: item, owned: own }]
        : [];
    });
    return { items, version };
  }

  /** Nobody learns by a filter that somebody whom they may not see owns something. */
  async #visible<Q extends Pick<BoardQuery, 'owner' | 'system'>>(
    query: Q,
    context: CallContext,
  ): Promise<Q> {
    const { owner, system } = query;
    if (!owner && !system) return query;
    const visible = await this.#options.catalogView.visibleTo(
      context.credentials,
      [...(owner ?? []), ...(system ?? [])],
    );
    return {
      ...query,
      owner: owner?.filter(ref => visible.has(ref)),
      system: system?.filter(ref => visible.has(ref)),
    };
  }

  async #owners(
    all: readonly KnownEnvironment[],
    version: number,
  ): Promise<Map<string, OwnedEnvironment>> {
    const kept = this.#owned;
    if (kept?.of === all && kept.version === version) return kept.owned;
    const owned = await this.#options.owners.of(
      all.map(({ environment }) => environment.ref),
    );
    this.#owned = { of: all, version, owned };
    return owned;
  }
}

function theOne(items: OwnedKnown[], ref: string): OwnedKnown {
  const [item] = items;
  if (!item) throw new NotFoundError(`Unknown environment '${ref}'`);
  return item;
}

function isWanted(
  { known, owned }: OwnedKnown,
  query: Omit<BoardQuery, 'only'>,
): boolean {
  const { environment, text } = known;
  const { environmentRef, tier, lifecycle, owner, system, q } = query;
  const within = <T>(values: T[] | undefined, value: T | undefined) =>
    values === undefined || (value !== undefined && values.includes(value));
  return (
    within(environmentRef, environment.ref) &&
    within(tier, environment.tier) &&
    within(lifecycle, environment.lifecycle) &&
    within(system, environment.system) &&
    (owner === undefined || owned.owners.some(one => owner.includes(one))) &&
    (q === undefined || text.includes(q.toLowerCase()))
  );
}

function isOnly(row: EnvironmentRow, only: Only, context: CallContext) {
  const { occupancy, owner, idle, findings } = row;
  switch (only) {
    case 'free':
      return (
        (occupancy.state === 'free' || occupancy.state === 'observed') &&
        occupancy.lease === undefined
      );
    case 'ours':
      return (
        occupancy.isMine ||
        (owner.owner !== undefined &&
          context.ownershipRefs.includes(owner.owner))
      );
    case 'findings':
      return findings.length > 0;
    case 'idle':
      return idle.idle;
    default:
      return owner.owner === undefined;
  }
}
