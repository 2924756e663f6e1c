import { InputError } from '@backstage/errors';
import { Page, TimelineItem } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { CatalogView } from '../catalog/CatalogView';
import { TimelineAccess } from './TimelineAccess';
import { TimelineFilters } from './TimelineFilters';
import { TimelinePage } from './TimelinePage';
import { TimelinePages } from './TimelinePages';
import { TimelineReader } from './TimelineReader';

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
  readonly #pages: TimelinePages;

  constructor(options: {
    knex: Knex;
    catalog: CatalogView;
    now?: () => number;
  }) {
    this.#reader = new TimelineReader(options);
    this.#pages = new TimelinePages({ ...options, reader: this.#reader });
  }

  /** Throws `InputError` for a span or cursor that is none. */
  async list(
    question: TimelineQuestion,
    viewer: TimelineViewer,
  ): Promise<Page<TimelineItem>> {
    const { cursor, limit, ...filters } = question;
    const from = Date.parse(question.from);
    const to = Date.parse(question.to);
    if (to <= from) throw new InputError('to: expected an instant after from');
    if (to - from > MAX_SPAN_MS)
      throw new InputError('to: expected at most 400 days after from');

    const items: TimelineItem[] = [];
    let after = decodePlace(cursor);
    let more = true;
    for (let read = 0; more && read < MAX_READS; read++) {
      const page = await this.#pages.read(
        { ...filters, from, to, limit: limit - items.length, after },
        viewer.access,
      );
      more = page.more;
      const last = page.entries.at(-1);
      if (last) after = { start: last.start, id: last.id };
      items.push(...(await this.#itemsOf(page, viewer)));
      if (items.length >= limit) break;
    }
    return {
      items,
      pageInfo: more && after ? { nextCursor: encodePlace(after) } : {},
    };
  }

  async #itemsOf(
    page: TimelinePage,
    viewer: TimelineViewer,
  ): Promise<TimelineItem[]> {
    if (page.entries.length === 0) return [];
    return page.itemsFor({
      visible: refs => viewer.visible(refs),
      editable: await this.#reader.accessible(
        page.changeableIds,
        viewer.editable,
      ),
    });
  }
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
