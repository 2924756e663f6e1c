import { Knex } from 'knex';
import {
  CalendarDependencies,
  CatalogChecks,
  CoveringWindows,
  EventService,
  eventWriter,
  OverrideRequests,
  OverrideService,
  OverrideUses,
  PreviewService,
  ReleaseService,
  releaseWriter,
  StateService,
  SubscribedCalendar,
  WindowService,
  WindowWriter,
} from './service';
import {
  EventStore,
  OverrideStore,
  OverrideUseStore,
  ReleaseStore,
  TimelineScopeQueries,
  WindowStore,
} from './store';

export type CalendarGround = Pick<
  CalendarDependencies,
  | 'knex'
  | 'timeline'
  | 'auditLog'
  | 'catalogView'
  | 'authorizer'
  | 'logger'
  | 'now'
>;

export interface CalendarServices {
  windows: WindowService;
  releases: ReleaseService;
  events: EventService;
  overrides: OverrideService;
  uses: OverrideUses;
  state: StateService;
  preview: PreviewService;
  subscribed: SubscribedCalendar;
}

/** The tables of the calendar, and what the timeline says of them. */
export function createStores({ knex }: { knex: Knex }) {
  const scopeQueries = new TimelineScopeQueries({ knex });
  return {
    scopeQueries,
    windows: new WindowStore({ knex, scopeQueries }),
    releases: new ReleaseStore({ knex, scopeQueries }),
    events: new EventStore({ knex, scopeQueries }),
    overrides: new OverrideStore({ knex, scopeQueries }),
    overrideUses: new OverrideUseStore({ knex }),
  };
}

export function createDependencies(
  ground: CalendarGround,
): CalendarDependencies {
  return {
    ...ground,
    checks: new CatalogChecks(ground),
    ...createStores(ground),
  };
}

export function createServices(
  dependencies: CalendarDependencies,
): CalendarServices {
  const windowWriter = new WindowWriter(dependencies);
  const writerOfEvents = eventWriter(dependencies);
  const covering = new CoveringWindows(dependencies);
  const windows = new WindowService({ ...dependencies, writer: windowWriter });
  const releases = new ReleaseService({
    ...dependencies,
    writer: releaseWriter(dependencies),
  });
  const overrides = new OverrideService({
    ...dependencies,
    requests: new OverrideRequests({
      ...dependencies,
      windows: windows.guard,
      releases: releases.guard,
    }),
  });
  return {
    windows,
    releases,
    events: new EventService({ ...dependencies, writer: writerOfEvents }),
    overrides,
    uses: new OverrideUses({
      ...dependencies,
      covering,
      guard: overrides.guard,
    }),
    state: new StateService({ ...dependencies, covering }),
    preview: new PreviewService(dependencies),
    subscribed: new SubscribedCalendar({
      ...dependencies,
      windowWriter,
      eventWriter: writerOfEvents,
    }),
  };
}
