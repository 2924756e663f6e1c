import {
  Release,
  ReleasesClient,
  Window,
} from '@release-desk/plugin-releases-common';
import { Days, instant } from './days';
import { OVERRIDDEN_RELEASE } from './releaseRows';
import { PEAK_FREEZE } from './windows';

/**
 * One release gets through the freeze of this week: asked for by the user who
 * loads, approved by somebody else. Without an approver it stays requested.
 */
export async function loadOverride(options: {
  client: ReleasesClient;
  approver?: ReleasesClient;
  days: Days;
  windows: Map<string, Window>;
  releases: Map<string, Release>;
}): Promise<string> {
  const { client, approver, days, windows, releases } = options;
  const window = windows.get(PEAK_FREEZE)!;
  const release = releases.get(OVERRIDDEN_RELEASE)!;

  const { items } = await client.listOverrides({
    query: { windowId: window.id, releaseId: release.id, limit: 500 },
  });
  const standing = items.find(
    ({ status, expiresAt }) =>
      ['requested', 'approved'].includes(status) && expiresAt > release.end,
  );
  if (standing?.status === 'approved') return 'approved before';

  const override =
    standing ??
    (await client.requestOverride({
      body: {
        windowId: window.id,
        releaseId: release.id,
        scope: {
          entityRefs: release.entities.map(({ ref }) => ref),
          environmentRefs: release.environments,
          actions: ['deploy', 'promote'],
        },
        reason: 'A wave of card testing began at noon; the rules stop it.',
        incident: 'INC-2214',
        expiresAt: instant(days.inDays(9)),
      },
    }));
  if (!approver) return 'requested; it needs an approver, see docs/examples.md';

  await approver.approveOverride({
    params: { id: override.id },
    revision: override.revision,
    body: { reason: 'Rules only, and they can be turned off one by one.' },
  });
  return 'approved';
}
