import { runningIn } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { BigintColumn, toInstant } from '../../database';
import { CELLS, DEPLOYMENTS, SIGHTINGS, toCell, VERSIONS } from './rows';

export interface Place {
  componentRef: string;
  environmentRef: string;
}

/** A version that came to a place, and until when it might have gone on from there. */
export interface Visit {
  version: string;
  from: number;
  until?: number;
}

/** So many runs of late are counted at most. */
const MOST_RUNS = 5000;

/** What the deployments of a component tell of its versions; times in epoch milliseconds. */
export class DeploymentHistory {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** The version that runs in a place now. */
  async running({
    componentRef,
    environmentRef,
  }: Place): Promise<string | undefined> {
    const row = await this.#knex(CELLS)
      .where({ component_ref: componentRef, environment_ref: environmentRef })
      .first();
    return row && runningIn(toCell(row))?.version;
  }

  /**
   * Since when a version has run in a place at an instant, deployed again or not,
   * unless it came with another digest; `undefined` when it does not run there.
   */
  async runningSince(
    place: Place,
    version: string,
    until: number,
  ): Promise<string | undefined> {
    const settled = () =>
      this.#knex(DEPLOYMENTS)
        .where({
          component_ref: place.componentRef,
          environment_ref: place.environmentRef,
        })
        .whereIn('result', ['succeeded', 'removed'])
        .where('at', '<=', until);
    const last = await settled()
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first();
    if (last?.result !== 'succeeded' || last.version !== version)
      return undefined;
    const other: { at: BigintColumn } | undefined = await settled()
      .where(another => {
        another.whereNot('version', version).orWhere('result', 'removed');
        if (last.digest)
          another.orWhere(rebuilt =>
            rebuilt.whereNotNull('digest').whereNot('digest', last.digest),
          );
      })
      .orderBy('at', 'desc')
      .first('at');
    const query = settled().where({ version, result: 'succeeded' });
    if (other) query.where('at', '>', other.at);
    const [{ first }] = await query.min({ first: 'at' });
    return toInstant(first ?? last.at);
  }

  /** When a version came to run anywhere for the first time, if it has by then. */
  async firstSeen(
    componentRef: string,
    version: string,
    until: number,
  ): Promise<string | undefined> {
    const row = await this.#knex(VERSIONS)
      .where({ component_ref: componentRef, version })
      .where('first_at', '<=', until)
      .first('first_at');
    return row && toInstant(row.first_at);
  }

  /** Deployments into a place that succeeded or failed, of whatever version. */
  async runs(
    place: Place,
    span: { from: number; to: number },
  ): Promise<{ at: string; succeeded: boolean }[]> {
    const rows: { at: BigintColumn; result: string }[] = await this.#knex(
      DEPLOYMENTS,
    )
      .where({
        component_ref: place.componentRef,
        environment_ref: place.environmentRef,
      })
      .where('at', '>', span.from)
      .where('at', '<=', span.to)
      .whereIn('result', ['succeeded', 'failed'])
      .orderBy('at', 'desc')
      .limit(MOST_RUNS)
      .select('at', 'result');
    return rows.map(({ at, result }) => ({
      at: toInstant(at),
      succeeded: result === 'succeeded',
    }));
  }

  /**
   * The last versions that came to a place, the oldest first, each until it went
   * on to the next, or else until another took its place.
   */
  async visits(
    edge: { componentRef: string; from: string; to: string },
    count: number,
  ): Promise<Visit[]> {
    const { componentRef, from, to } = edge;
    const rows: {
      version: string;
      first_at: BigintColumn;
      went_on: BigintColumn | null;
    }[] = await this.#knex(`${SIGHTINGS} as s`)
      .leftJoin(`${SIGHTINGS} as t`, join =>
        join
          .on('t.component_ref', 's.component_ref')
          .andOn('t.version', 's.version')
          .andOnVal('t.environment_ref', to),
      )
      .where({ 's.component_ref': componentRef, 's.environment_ref': from })
      .orderBy([
        { column: 's.first_at', order: 'desc' },
        { column: 's.version', order: 'desc' },
      ])
      .limit(count)
      .select('s.version', 's.first_at', 't.first_at as went_on');
    return rows
      .map((row, index): Visit => {
        const came = Number(row.first_at);
        // One that was there before it came here took another way.
        const wentOn = Number(row.went_on ?? 0);
        const next = index > 0 ? Number(rows[index - 1].first_at) : undefined;
        return {
          version: row.version,
          from: came,
          until: wentOn > came ? wentOn : next,
        };
      })
      .reverse();
  }
}
