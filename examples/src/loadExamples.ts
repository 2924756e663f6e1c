import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { loadBookings } from './bookings';
import { loadClaims } from './claims';
import { Days } from './days';
import { loadDeployments } from './deployments';
import { exampleEvents } from './events';
import { loadLeftBehind } from './leftBehind';
import { loadOverride } from './override';
import { loadFacts, loadPolicies } from './promotions';
import { reconcile, Tally } from './reconcile';
import { exampleReleases } from './releases';
import { exampleSubscriptions } from './subscriptions';
import { exampleWindows } from './windows';

export interface LoadOptions {
  client: ReleasesClient;
  /** Somebody who may approve and is not the one behind `client`. */
  approver?: ReleasesClient;
  days: Days;
  /** The folder with the `.ics` files. */
  calendars: string;
  report: (line: string) => void;
}

/**
 * Brings the activity of the example company into a portal. Run again it
 * changes nothing; run on another day it moves the dates.
 */
export async function loadExamples(options: LoadOptions): Promise<void> {
  const { client, days, report } = options;
  const limit = 500;
  // A key that names the day: a run that is repeated after a lost answer does
  // not create twice, and one on another day is not told of the first.
  const once = (key: string) => ({
    idempotencyKey: `examples:${days.today.toISODate()}:${key}`,
  });

  const windows = await reconcile(
    {
      list: cursor => client.listWindows({ query: { limit, cursor } }),
      create: (key, body) => client.createWindow({ body }, once(key)),
      change: ({ id, revision }, { kind, ...body }) =>
        client.updateWindow({ params: { id }, revision, body }),
    },
    exampleWindows(days),
  );
  report(`windows: ${counts(windows.tally)}`);

  const releases = await reconcile(
    {
      list: cursor => client.listReleases({ query: { limit, cursor } }),
      create: (key, body) => client.createRelease({ body }, once(key)),
      change: ({ id, revision }, body) =>
        client.updateRelease({ params: { id }, revision, body }),
    },
    exampleReleases(days),
  );
  report(`releases: ${counts(releases.tally)}`);

  const events = await reconcile(
    {
      list: cursor => client.listEvents({ query: { limit, cursor } }),
      create: (key, body) => client.createEvent({ body }, once(key)),
      change: ({ id, revision }, { kind, ...body }) =>
        client.updateEvent({ params: { id }, revision, body }),
    },
    exampleEvents(days),
  );
  report(`events: ${counts(events.tally)}`);

  report(`calendars: ${counts(await loadSubscriptions(options))}`);
  report(
    `override: ${await loadOverride({
      ...options,
      windows: windows.items,
      releases: releases.items,
    })}`,
  );
  report(`claims: ${counts(await loadClaims(options))}`);
  report(`bookings: ${counts(await loadBookings(options))}`);
  report(`left behind: ${counts(await loadLeftBehind(options))}`);
  report(`deployments: ${counts(await loadDeployments(options))}`);
  report(`facts: ${counts(await loadFacts(options))}`);
  report(`promotion policies: ${counts(await loadPolicies(client))}`);
}

async function loadSubscriptions(options: LoadOptions): Promise<Tally> {
  const { client, calendars } = options;
  const { items } = await client.listSubscriptions({ query: { limit: 500 } });
  const titles = new Set(items.map(({ title }) => title));
  const tally: Tally = { created: 0, changed: 0, kept: 0 };
  for (const body of exampleSubscriptions(calendars)) {
    if (titles.has(body.title)) {
      tally.kept += 1;
    } else {
      await client.createSubscription({ body });
      tally.created += 1;
    }
  }
  return tally;
}

function counts({ created, changed, kept }: Tally): string {
  return `${created} created, ${changed} changed, ${kept} as they were`;
}
