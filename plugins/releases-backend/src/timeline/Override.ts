import { TimelineEntry } from './TimelineEntry';

interface OverrideScope {
  entityRefs?: string[];
  environmentRefs?: string[];
  actions?: string[];
}

/** An approved override, as the timeline keeps it. */
export class Override {
  readonly id: string;
  readonly #releaseId: string | null;
  readonly #until: number;
  readonly #scope: OverrideScope;

  constructor(row: {
    override_id: string;
    release_id: string | null;
    until_ms: number | string;
    scope: string;
  }) {
    this.id = row.override_id;
    this.#releaseId = row.release_id;
    this.#until = Number(row.until_ms);
    this.#scope = JSON.parse(row.scope);
  }

  /** All that the freeze holds, in all environments, at the time that it goes out. */
  lets(
    release: TimelineEntry,
    freeze: { start_ms: number | string },
    held: string[],
  ): boolean {
    const { entityRefs, environmentRefs, actions } = this.#scope;
    const overlap = Math.max(release.start, Number(freeze.start_ms));
    return (
      this.#until > overlap &&
      (this.#releaseId === null || this.#releaseId === release.sourceId) &&
      (actions === undefined || actions.includes('deploy')) &&
      (entityRefs === undefined ||
        held.every(ref => entityRefs.includes(ref))) &&
      (environmentRefs === undefined ||
        // A release that names none may go to any.
        (release.selector.environment ?? ['']).every(ref =>
          environmentRefs.includes(ref),
        ))
    );
  }
}
