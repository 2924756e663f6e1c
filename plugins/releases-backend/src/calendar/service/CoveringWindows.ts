import {
  DecidableOverride,
  DecidableWindow,
  EntityFacts,
  matchSelector,
  ReachedFrom,
  ScopeReason,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { CoverageSubject, Timeline } from '../../timeline/Timeline';
import { OverrideStore, StoredWindow, WindowStore } from '../store';
import { horizonAt, monthsFrom } from './schedules';

/** How far ahead a decision looks for the next transition. */
const LOOK_AHEAD_MONTHS = 24;
const MAX_KEPT = 5_000;

export interface Covering {
  windows: DecidableWindow[];
  overrides: DecidableOverride[];
}

/**
 * Which windows have a say about an entity in an environment, whoever asks:
 * what holds does not depend on what one may read.
 */
export class CoveringWindows {
  readonly #options: {
    timeline: Timeline;
    catalogView: CatalogView;
    windows: WindowStore;
    overrides: OverrideStore;
    now: () => number;
  };
  /**
   * By id, true for its revision only. That the objects stay the same lets the
   * rules keep what they have read of each schedule.
   */
  readonly #kept = new Map<string, StoredWindow>();

  constructor(options: {
    timeline: Timeline;
    catalogView: CatalogView;
    windows: WindowStore;
    overrides: OverrideStore;
    now: () => number;
  }) {
    this.#options = options;
  }

  /** `since` and `until`: the earliest and latest instants asked about. */
  async find(
    subject: CoverageSubject,
    span: { since: number; until: number },
  ): Promise<Covering> {
    const { timeline, overrides } = this.#options;
    const ids = await timeline.coveringSources({
      ...subject,
      kinds: ['freeze', 'allow', 'advisory'],
    });
    if (ids.length === 0) return { windows: [], overrides: [] };
    const windows = await this.#load(ids, span);
    const freezes = windows.filter(window => window.kind === 'freeze');
    const approved =
      freezes.length > 0
        ? await overrides.inForceSince(
            freezes.map(window => window.id),
            span.since,
          )
        : [];
    return {
      windows: await Promise.all(
        windows.map(window => this.#decidable(window, subject)),
      ),
      overrides: approved.map(
        ({ id, windowId, scope, decidedAt, expiresAt }) => ({
          id,
          windowId,
          scope,
          approvedAt: decidedAt,
          expiresAt,
        }),
      ),
    };
  }

  async #load(
    ids: string[],
    span: { since: number; until: number },
  ): Promise<StoredWindow[]> {
    const { windows } = this.#options;
    const current = await windows.revisionsOf(ids, {
      endingAfter: this.#isWithinHorizon(span) ? span.since : undefined,
    });
    const stale = [...current].filter(
      ([id, revision]) => this.#kept.get(id)?.revision !== revision,
    );
    const found = new Map<string, StoredWindow>();
    for (const window of await windows.getAll(stale.map(([id]) => id))) {
      found.set(window.id, window);
      this.#keep(window);
    }
    return [...current.keys()].flatMap(id => {
      const window = found.get(id) ?? this.#kept.get(id);
      return window ? [window] : [];
    });
  }

  /** Only then the timeline knows every occurrence that can matter. */
  #isWithinHorizon({
    since,
    until,
  }: {
    since: number;
    until: number;
  }): boolean {
    const horizon = horizonAt(this.#options.now());
    // It moves once a day.
    const day = 86_400_000;
    return (
      since >= horizon.from.getTime() + day &&
      monthsFrom(until, LOOK_AHEAD_MONTHS).getTime() <=
        horizon.to.getTime() - day
    );
  }

  #keep(window: StoredWindow): void {
    this.#kept.delete(window.id);
    if (this.#kept.size >= MAX_KEPT) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest);
    }
    this.#kept.set(window.id, window);
  }

  async #decidable(
    window: StoredWindow,
    subject: CoverageSubject,
  ): Promise<DecidableWindow> {
    const { selector } = window;
    return { ...window, scope: await this.#reasons(selector, subject) };
  }

  /** Empty for a selector without lines: it covers everything, for no reason of its own. */
  async #reasons(
    selector: StoredWindow['selector'],
    subject: CoverageSubject,
  ): Promise<ScopeReason[]> {
    const direct = matchSelector(selector, subject);
    const entity: EntityFacts | undefined =
      subject.entity ?? subject.environment;
    if (direct.matches || !selector.expand || !entity) return direct.reasons;
    const reached: ReachedFrom[] = await this.#options.catalogView.reachedFrom(
      selector,
      entity.ref,
    );
    return matchSelector(selector, { ...subject, reached }).reasons;
  }
}
