import { InputError } from '@backstage/errors';
import { Page, TimelineItem } from '@release-desk/plugin-releases-common';
import { z } from 'zod';
import { CatalogView } from '../catalog/CatalogView';
import { CollisionReader } from './CollisionReader';
import { presentItems, refsNamedBy, scopeRefsOf } from './presentItems';
import {
  ItemRow,
  TimelineAccess,
  TimelineFilters,
  TimelineReader,
} from './TimelineReader';
import { SourceData } from './TimelineStore';

const MAX_SPAN_MS = 400 * 24 * 60 * 60 * 1000;
/** Pages that are read for one, when much of them is hidden from the caller. */
const MAX_READS = 10;

const placeSchema = z.tuple([z.int(), z.string().max(64)]);

export interface TimelineQuestion extends TimelineFilters {
  /** ISO instants. */
  from: string;
  to: string;
  limit: number;
  cursor?: string;
}

/** On whose behalf the timeline is read. */
export interface TimelineViewer {
  /** What may be read. */
  access: TimelineAccess;
  /** What may be changed; nothing unless told. */
  editable?: TimelineAccess;
  /** Which of these entities may be named. */
  visible(refs: Iterable<string>): Promise<Set<string>>;
}

/** What views and feeds read: pages of the timeline, as one viewer may see it. */
export class TimelineService {
  readonly #reader: TimelineReader;
  readonly #collisions: CollisionReader;
  readonly #catalog: CatalogView;
  readonly #now: () => number;

  constructor(options: {
    reader: TimelineReader;
    collisions: CollisionReader;
    catalog: CatalogView;
    now?: () => number;
  }) {
    this.#reader = options.reader;
    this.#collisions = options.collisions;
    this.#catalog = options.catalog;
    this.#now = options.now ?? Date.now;
  }

  /** Throws `InputError` for a span or cursor that is none. */
  async list(
    question: TimelineQuestion,
    viewer: TimelineViewer,
  ): Promise<Page<TimelineItem>> {
    const from = Date.parse(question.from);
    const to = Date.parse(question.to);
    if (to <= from) throw new InputError('to: expected an instant after from');
    if (to - from > MAX_SPAN_MS)
      throw new InputError('to: expected at most 400 days after from');

    const filters = await this.#reader.prepare(question, viewer.access);
    const rows: ItemRow[] = [];
    let after = decodePlace(question.cursor);
    let more = true;
    for (let read = 0; more && read < MAX_READS; read++) {
      const wanted = question.limit - rows.length;
      const page = await this.#reader.page({
        from,
        to,
        filters,
        limit: wanted + 1,
        after,
      });
      more = page.length > wanted;
      const taken = page.slice(0, wanted);
      const last = taken.at(-1);
      if (last) after = { start: Number(last.start_ms), id: last.id };
      rows.push(...(await namable(taken, viewer)));
      if (rows.length >= question.limit) break;
    }

    return {
      items: await this.#present(rows, filters, viewer),
      pageInfo: more && after ? { nextCursor: encodePlace(after) } : {},
    };
  }

  async #present(
    rows: ItemRow[],
    filters: Awaited<ReturnType<TimelineReader['prepare']>>,
    viewer: TimelineViewer,
  ): Promise<TimelineItem[]> {
    if (rows.length === 0) return [];
    const sourceIds = [...new Set(rows.map(row => row.source_id))];
    const touches = await this.#reader.touches(sourceIds);
    const nearest = filters.entityRef
      ? await this.#reader.nearest(sourceIds, filters)
      : new Map();
    const collisions = await this.#collisions.collisionsOf(rows, {
      access: viewer.access,
      now: this.#now(),
    });
    const named = refsNamedBy({ rows, touches, nearest, collisions });
    const visible = await viewer.visible(named);
    return presentItems({
      rows,
      touches,
      nearest,
      collisions,
      visible,
      facts: await this.#catalog.getFacts(
        [...scopeRefsOf(rows)].filter(ref => visible.has(ref)),
      ),
      editable: viewer.editable,
    });
  }
}

/** An item of which every entity that it names is hidden is itself hidden. */
async function namable(
  rows: ItemRow[],
  viewer: TimelineViewer,
): Promise<ItemRow[]> {
  const explicit = new Map(
    rows.map(row => {
      const { selector }: SourceData = JSON.parse(row.data);
      return [row.id, selector.ref ?? []];
    }),
  );
  const visible = await viewer.visible([...explicit.values()].flat());
  return rows.filter(row => {
    const refs = explicit.get(row.id) ?? [];
    return refs.length === 0 || refs.some(ref => visible.has(ref));
  });
}

function encodePlace(place: { start: number; id: string }): string {
  return Buffer.from(JSON.stringify([place.start, place.id])).toString(
    'base64url',
  );
}

function decodePlace(
  cursor: string | undefined,
): { start: number; id: string } | undefined {
  if (cursor === undefined) return undefined;
  try {
    const text = Buffer.from(cursor, 'base64url').toString();
    const [start, id] = placeSchema.parse(JSON.parse(text));
    return { start, id };
  } catch {
    throw new InputError(
      'cursor: expected one that the timeline has given out',
    );
  }
}
