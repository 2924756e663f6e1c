import { InputError } from '@backstage/errors';
import {
  EndpointRequest,
  HIDDEN_ENTITY_REF,
  Utilisation,
  UTILISATION_DEFINITIONS,
  utilisationContract,
  utilisationMeasureSchema,
  utilisationOf,
} from '@release-desk/plugin-releases-common';
import { CallContext } from '../../http/types';
import { BoardService } from '../board/BoardService';
import { EnvironmentsDependencies } from '../service';
import { UtilisationStore } from './UtilisationStore';

export type UtilisationQuery = EndpointRequest<
  (typeof utilisationContract)['getUtilisation']
>['query'];

const DAY = 86_400_000;
const LONGEST = 400 * DAY;
/** So many are counted in little more than a second; who has more asks for less. */
const MOST = 100_000;

/** How much environments are used: counted from bookings as it is asked for. */
export class UtilisationService {
  readonly #options: Pick<
    EnvironmentsDependencies,
    'checks' | 'clock' | 'knex'
  >;
  readonly #board: BoardService;
  readonly #store: UtilisationStore;

  constructor(
    options: Pick<EnvironmentsDependencies, 'checks' | 'clock' | 'knex'> & {
      board: BoardService;
      store: UtilisationStore;
    },
  ) {
    this.#options = options;
    this.#board = options.board;
    this.#store = options.store;
  }

  /** Throws `InputError` for a period that is no such, too long or too full. */
  async get(
    query: UtilisationQuery,
    context: CallContext,
  ): Promise<Utilisation> {
    const { clock, knex } = this.#options;
    const { timeZone, startMinutes, groupBy = ['environment'] } = query;
    const now = await clock(knex);
    const period = periodOf(query, now);
    const environments = (await this.#board.readable(context))
      .map(({ known }) => known.environment)
      .filter(
        ({ ref, tier }) =>
          (query.environmentRef?.includes(ref) ?? true) &&
          (query.tier === undefined ||
            (tier !== undefined && query.tier.includes(tier))),
      );
    const refs = environments.map(({ ref }) => ref);
    const passed = { ...period, now };
    const bookings = await this.#store.bookings(refs, passed, MOST + 1);
    const waits = await this.#store.waits(refs, passed, MOST + 1);
    if (bookings.length > MOST || waits.length > MOST)
      throw new InputError(
        `from: expected a period with at most ${MOST} bookings; ask for a shorter one, or for fewer environments`,
      );
    const visible = await this.#options.checks.visible(
      [...bookings, ...waits].map(({ team }) => team).concat(query.team ?? []),
      context,
    );
    const shown = <T extends { team: string }>(item: T) =>
      visible.has(item.team) ? item : { ...item, shownAs: HIDDEN_ENTITY_REF };
    const figures = utilisationOf({
      environments,
      bookings: bookings.map(shown),
      waits: waits.map(shown),
      teams: query.team?.filter(team => visible.has(team)),
      period,
      groupBy,
      timeZone,
      startMinutes,
    });
    return {
      from: new Date(period.from).toISOString(),
      to: new Date(period.to).toISOString(),
      timeZone,
      startMinutes,
      definitions: utilisationMeasureSchema.options.map(measure => ({
        measure,
        text: UTILISATION_DEFINITIONS[measure],
      })),
      ...figures,
    };
  }
}

/** What is to come is no use yet. */
function periodOf(
  query: { from: string; to: string },
  now: number,
): { from: number; to: number } {
  const from = Date.parse(query.from);
  const to = Date.parse(query.to);
  if (from >= to) throw new InputError('to: expected an instant after from');
  if (to - from > LONGEST)
    throw new InputError('to: expected a period of at most 400 days');
  return { from: Math.min(from, now), to: Math.min(to, now) };
}
