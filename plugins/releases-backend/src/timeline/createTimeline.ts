import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  ReleasesContract,
  eventReadPermission,
  eventUpdatePermission,
  releaseReadPermission,
  releaseUpdatePermission,
  windowReadPermission,
  windowUpdatePermission,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { CatalogView } from '../catalog/CatalogView';
import { CallContext, Handlers } from '../http/types';
import { Authorizer } from '../permissions';
import { CatalogFollower } from './CatalogFollower';
import { DatabaseTimeline } from './DatabaseTimeline';
import { Timeline } from './Timeline';
import { TimelineAccess } from './TimelineAccess';
import { TimelineService, TimelineViewer } from './TimelineService';

const READ = [
  windowReadPermission,
  releaseReadPermission,
  eventReadPermission,
] as const;
const UPDATE = [
  windowUpdatePermission,
  releaseUpdatePermission,
  eventUpdatePermission,
] as const;

export async function createTimeline(options: {
  knex: Knex;
  catalog: CatalogView;
  authorizer: Pick<Authorizer, 'conditionsForAll'>;
  scheduler: SchedulerService;
  logger: LoggerService;
}): Promise<{
  timeline: Timeline;
  /** For feeds, and whoever reads the timeline on behalf of a viewer. */
  service: TimelineService;
  /** Who asks, as a viewer. Throws `NotAllowedError` when nothing may be read. */
  viewerOf(context: CallContext): Promise<TimelineViewer>;
  handlers: Pick<Handlers<ReleasesContract>, 'getTimeline'>;
}> {
  const { authorizer, catalog, scheduler } = options;
  const timeline = new DatabaseTimeline(options);
  const service = new TimelineService(options);

  const follower = new CatalogFollower({ ...options, timeline });
  catalog.onRefreshed(() => follower.follow());
  // Entities that were read when somebody asked for them change the view too.
  await scheduler.scheduleTask({
    id: 'releases-timeline-follow-catalog',
    frequency: { minutes: 1 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: () => follower.follow(),
  });

  async function viewerOf(context: CallContext): Promise<TimelineViewer> {
    const access = await authorizer.conditionsForAll(
      [...READ, ...UPDATE],
      context,
    );
    const [window, release, event, ...updates] = access;
    if ([window, release, event].every(each => 'none' in each))
      throw new NotAllowedError('Not allowed: the timeline');
    const editable: TimelineAccess = {
      window: updates[0],
      release: updates[1],
      event: updates[2],
    };
    return {
      access: { window, release, event },
      editable,
      visible: refs => catalog.visibleTo(context.credentials, refs),
    };
  }

  return {
    timeline,
    service,
    viewerOf,
    handlers: {
      async getTimeline({ query }, context) {
        const viewer = await viewerOf(context);
        await requireKnown(query, catalog, context);
        return service.list(query, viewer);
      },
    },
  };
}

const NAMED = ['entityRef', 'environmentRef', 'systemRef'] as const;

/**
 * Throws `InputError` for an entity that is not there, or not for the caller.
 * Owners may be of an identity that the catalog does not know.
 */
async function requireKnown(
  query: Partial<Record<(typeof NAMED)[number], string[]>>,
  catalog: CatalogView,
  context: CallContext,
): Promise<void> {
  const refs = NAMED.flatMap(field => query[field] ?? []);
  if (refs.length === 0) return;
  const facts = await catalog.getFacts(refs);
  const visible = await catalog.visibleTo(context.credentials, facts.keys());
  for (const field of NAMED) {
    const missing = query[field]?.find(ref => !visible.has(ref));
    if (missing) throw new InputError(`${field}: unknown entity ${missing}`);
  }
}
