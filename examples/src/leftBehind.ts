import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { at, Days, instant } from './days';
import { Tally } from './reconcile';

/** Which of them, and how many days ago. */
const PLACES: readonly [environment: string, daysAgo: number][] = [
  ['production-eu', 43],
  ['test-1', 41],
];
const VERSION = '6.9.2';

/**
 * The last that anybody did with the environment that its team left behind,
 * since when it stands idle; and that the same identity could deploy into
 * production.
 */
export async function loadLeftBehind(options: {
  client: ReleasesClient;
  days: Days;
}): Promise<Tally> {
  const { client, days } = options;
  const tally: Tally = { created: 0, changed: 0, kept: 0 };
  for (const [place, daysAgo] of PLACES) {
    const environmentRef = `resource:default/${place}`;
    const { items } = await client.listDeployments({
      query: { environmentRef: [environmentRef], version: VERSION, limit: 1 },
    });
    if (items.length > 0) {
      tally.kept += 1;
      continue;
    }
    await client.reportDeployment({
      body: {
        componentRef: 'component:default/orders-api',
        environmentRef,
        version: VERSION,
        run: 'run 1180',
        actor: 'ci-labs',
        at: instant(at(days.inDays(-daysAgo), '00:10')),
      },
    });
    tally.created += 1;
  }
  return tally;
}
