import { SchedulerServiceTaskFunction } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { EventParams } from '@backstage/plugin-events-node';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { JsonObject } from '@backstage/types';
import { EntityFacts } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { DatabaseAuditLog } from '../../audit/DatabaseAuditLog';
import { bareFacts } from '../../catalog/keys';
import { CatalogView } from '../../catalog/CatalogView';
import { Clock, createDatabase } from '../../database';
import { Change } from '../../http';
import { CallContext } from '../../http/types';
import { Authorizer } from '../../permissions';
import { DatabaseTimeline } from '../../timeline/DatabaseTimeline';
import { createEnvironments } from '../createEnvironments';
import {
  CHECKOUT,
  PAYMENTS,
  QUALITY,
  STAGING,
  STAGING_US,
} from './startEnvironments';

const ENVIRONMENTS = [STAGING, STAGING_US];

function factsOf(ref: string): EntityFacts {
  return ENVIRONMENTS.includes(ref)
    ? {
        ...bareFacts(ref),
        type: 'environment',
        owner: QUALITY,
        owners: [QUALITY],
      }
    : bareFacts(ref);
}

/** Everybody sees all of it; only its owner acts as the owner of an environment. */
const catalogView = {
  getFacts: async refs => new Map([...refs].map(ref => [ref, factsOf(ref)])),
  groupsAbove: async refs => new Map(refs.map(ref => [ref, []])),
  groupsBelow: async refs => refs,
  // Every group has a member, and everybody is of every group that is asked about.
  neighbours: async ({ refs }) =>
    [...refs, 'user:default/mira', CHECKOUT, PAYMENTS, QUALITY].map(ref => ({
      ref,
      distance: 1,
      path: [],
    })),
  version: async () => 1,
  visibleTo: async (_, refs) => new Set(refs),
} as Partial<CatalogView> as CatalogView;

const mayOn: Authorizer['mayOn'] = async (_, asking, { owner }) =>
  (asking as CallContext).ownershipRefs.includes(owner);

const authorizer = {
  require: async () => {},
  may: async () => true,
  conditionsFor: async () => ({ all: true }),
  mayOn,
  requireOn: async (...args) => {
    if (!(await mayOn(...args))) throw new Error('Not allowed');
  },
} as Partial<Authorizer> as Authorizer;

export function caller(name: string, group: string): CallContext {
  const actor = `user:default/${name}`;
  return {
    credentials: mockCredentials.user(actor),
    actor,
    ownershipRefs: [actor, group],
  };
}

export const mira = caller('mira', CHECKOUT);
export const pat = caller('pat', PAYMENTS);
export const ingrid = caller('ingrid', QUALITY);

/** The services by themselves, at a time of the test's choice. */
export async function serviceHarness(
  knex: Knex,
  options: {
    config?: JsonObject;
    now: number;
    catalog?: Partial<CatalogView>;
    clock?: Clock;
  },
) {
  const { config = {} } = options;
  let { now } = options;
  await createDatabase({
    database: mockServices.database({ knex, migrations: { skip: false } }),
  });
  const publish = jest.fn(async (_: EventParams) => {});
  /** What people were sent. */
  const send = jest.fn(async (_: NotificationSendOptions) => {});
  const changes: Change[] = [];
  const tasks = new Map<string, SchedulerServiceTaskFunction>();
  const environments = await createEnvironments({
    knex,
    authorizer,
    catalogView: { ...catalogView, ...options.catalog },
    auditLog: new DatabaseAuditLog(),
    canReadObject: async () => false,
    onChange: change => changes.push(change),
    events: mockServices.events.mock({ publish }),
    notifications: { send },
    clock: options.clock ?? (async () => now),
    config: mockServices.rootConfig({ data: config }),
    logger: mockServices.logger.mock(),
    scheduler: mockServices.scheduler.mock({
      scheduleTask: async task => {
        tasks.set(task.id, task.fn);
      },
    }),
    timeline: new DatabaseTimeline({ knex }),
  });
  return {
    ...environments.services,
    /** What open pages were told. */
    changes,
    now: () => now,
    ...environments.claiming.services,
    /** What the clock does to claims, and about the end of bookings. */
    tend: async () => {
      for (const id of ['environments-claims', 'environments-clean-up'])
        await tasks.get(id)!(new AbortController().signal);
    },
    published: () => publish.mock.calls.map(([event]) => event),
    sent: () => send.mock.calls.map(([notification]) => notification),
    deliver: () =>
      tasks.get('environments-outbox')!(new AbortController().signal),
    pass(ms: number) {
      now += ms;
    },
    /** What the scheduler does every so often. */
    tick: () =>
      tasks.get('environments-by-clock')!(new AbortController().signal),
  };
}
