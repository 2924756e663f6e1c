import { NotAllowedError } from '@backstage/errors';
import {
  describeRecurrence,
  expandRecurrence,
  nextOccurrences,
  Preview,
  previewInputSchema,
  releaseReadPermission,
  Schedule,
  Span,
  windowReadPermission,
} from '@release-desk/plugin-releases-common';
import { z } from 'zod';
import { CallContext } from '../../http/types';
import { Access } from '../../permissions';
import { selectorNamed } from './CatalogChecks';
import { CalendarDependencies } from './dependencies';
import { freezeOverlaps } from './freezeOverlaps';
import { reachOf, ScopeReach } from './previewScope';
import { monthsFrom, namingTheField, requireSchedule } from './schedules';
import { nameOf, refsOf, restoreRefs } from './selectorRefs';

type PreviewInput = z.output<typeof previewInputSchema>;

const HORIZON_MONTHS = 24;
const MOST_RELEASES = 200;

interface Occurrences {
  scheduleText?: string;
  next: Preview['occurrences'];
  /** Within the horizon, from what goes on now. */
  ahead: Span[];
  count: Preview['occurrenceCount'];
}

const NO_OCCURRENCES: Occurrences = {
  next: [],
  ahead: [],
  count: { count: 0, more: false },
};

/** What a window or event would mean. Writes nothing. */
export class PreviewService {
  readonly #options: CalendarDependencies;

  constructor(options: CalendarDependencies) {
    this.#options = options;
  }

  /** Throws `InputError` naming the field, as saving it would. */
  async preview(input: PreviewInput, context: CallContext): Promise<Preview> {
    const { authorizer, checks, now } = this.#options;
    const [windowAccess, releaseAccess] = await authorizer.conditionsForAll(
      [windowReadPermission, releaseReadPermission],
      context,
    );
    if ('none' in windowAccess)
      throw new NotAllowedError(`Not allowed: ${windowReadPermission.name}`);
    const selector = await this.#selector(input, windowAccess, context);
    await checks.require(selectorNamed(selector.now, selector.before), context);

    const occurrences = input.schedule
      ? occurrencesOf(input.schedule, input.occurrences, now())
      : NO_OCCURRENCES;
    const reach = await reachOf(this.#options, selector.now, context);
    const stops = input.kind === 'freeze' && input.enforcement !== 'info';
    return {
      ...(occurrences.scheduleText && {
        scheduleText: occurrences.scheduleText,
      }),
      occurrences: occurrences.next,
      occurrenceCount: occurrences.count,
      entities: reach.shown,
      releases: await this.#releases({
        input,
        selector: selector.now,
        ahead: occurrences.ahead,
        reach,
        access: releaseAccess,
        context,
      }),
      overlaps: stops
        ? await freezeOverlaps({
            ...this.#options,
            access: windowAccess,
            reach,
            occurrences: occurrences.ahead,
            except: input.windowId,
          })
        : [],
      warnings: [
        ...(await checks.warningsFor(selector.now)),
        ...scheduleWarnings(input, occurrences),
      ],
    };
  }

  /** With what the caller may not see put back, when an existing one is edited. */
  async #selector(
    input: PreviewInput,
    access: Access,
    context: CallContext,
  ): Promise<{
    now: PreviewInput['selector'];
    before?: PreviewInput['selector'];
  }> {
    const { windows, events, checks } = this.#options;
    const { windowId, selector } = input;
    if (!windowId) return { now: selector };
    const isReadable = (await windows.covered([windowId], access)).has(
      windowId,
    );
    const existing =
      (isReadable ? await windows.get(windowId) : undefined) ??
      (await events.get(windowId));
    if (!existing) return { now: selector };
    const before = existing.selector;
    const visible = await checks.visible(refsOf(before), context);
    return { now: restoreRefs(selector, before, visible), before };
  }

  async #releases(options: {
    input: PreviewInput;
    selector: PreviewInput['selector'];
    ahead: Span[];
    reach: ScopeReach;
    access: Access;
    context: CallContext;
  }): Promise<Preview['releases']> {
    const { input, selector, ahead, reach, access, context } = options;
    const { releases, timeline, checks } = this.#options;
    const bindsDeploy = input.actions?.includes('deploy') ?? true;
    if (input.kind === 'allow' || !bindsDeploy || ahead.length === 0) return [];
    const found = await timeline.releasesWithin({
      selector,
      occurrences: ahead,
      limit: MOST_RELEASES,
    });
    const ids = [...new Set(found.map(({ sourceId }) => sourceId))];
    const readable = await releases.covered(ids, access);
    const byId = new Map(
      (await releases.getAll([...readable])).map(item => [item.id, item]),
    );
    const inScope = new Set(reach.entities.map(({ ref }) => ref));
    const visible = await checks.visible(
      [...byId.values()].flatMap(item => [
        item.owner,
        ...item.entities.map(({ ref }) => ref),
      ]),
      context,
    );
    return found.flatMap(({ sourceId, occurrence }) => {
      const release = byId.get(sourceId);
      if (!release) return [];
      const { id, title, start, end } = release;
      const owner = nameOf(release.owner, visible);
      const entities = release.entities
        .map(({ ref }) => ref)
        .filter(ref => inScope.has(ref) && visible.has(ref));
      return [{ id, title, owner, start, end, entities, occurrence }];
    });
  }
}

function occurrencesOf(
  schedule: Schedule,
  count: number,
  now: number,
): Occurrences {
  requireSchedule(schedule, now);
  return namingTheField(() => {
    const from = new Date(now);
    const to = monthsFrom(now, HORIZON_MONTHS);
    const ahead = expandRecurrence(schedule, { from, to });
    // One that begins within the horizon may end beyond it, hence one more.
    const beyond = nextOccurrences(schedule, { from: to, count: 2 });
    const known = new Set(ahead.map(({ start }) => start));
    return {
      scheduleText: describeRecurrence(schedule),
      next: nextOccurrences(schedule, { from, count }),
      ahead,
      count: {
        count: ahead.length,
        more: beyond.some(({ start }) => !known.has(start)),
      },
    };
  });
}

function scheduleWarnings(
  input: PreviewInput,
  { next, ahead }: Occurrences,
): string[] {
  const warnings: string[] = [];
  if (input.schedule && next.length === 0)
    warnings.push('All of its occurrences are over.');
  if (input.schedule && next.length > 0 && ahead.length === 0)
    warnings.push('It first takes place in more than 24 months.');
  if (input.kind === 'allow')
    warnings.push(
      'As soon as there is an allow window, what it covers is closed at all other times.',
    );
  return warnings;
}
