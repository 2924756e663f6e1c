import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { at, Days, instant } from './days';
import { Tally } from './reconcile';

const ENVIRONMENT = 'resource:default/test-1';

/**
 * The last that anybody did with the environment that its team left behind:
 * since then it stands idle.
 */
export async function loadLeftBehind(options: {
  client: ReleasesClient;
  days: Days;
}): Promise<Tally> {
  const { client, days } = options;
  const { items } = await client.listDeployments({
    query: { environmentRef: [ENVIRONMENT], limit: 1 },
  });
  if (items.length > 0) return { created: 0, changed: 0, kept: 1 };
  await client.reportDeployment({
    body: {
      componentRef: 'component:default/orders-api',
      environmentRef: ENVIRONMENT,
      version: '6.9.2',
      run: 'run 1180',
      actor: 'ci-labs',
      at: instant(at(days.inDays(-41), '00:10')),
    },
  });
  return { created: 1, changed: 0, kept: 0 };
}
