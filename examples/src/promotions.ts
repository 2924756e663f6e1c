import {
  FactInput,
  PromotionPolicyInput,
  promotionPolicyInputSchema,
  ReleasesClient,
} from '@release-desk/plugin-releases-common';
import { isDeepStrictEqual } from 'node:util';
import { Days, instant } from './days';
import { checkoutCame } from './deployments';
import { CHECKOUT_VERSIONS, PROMOTION_POLICIES } from './promotionRows';
import { Tally } from './reconcile';

const CHECKOUT = 'component:default/checkout-api';
const WEEK_HOURS = 168;

/** What was measured of each version of checkout-api; of the last no load test. */
export function exampleFacts(days: Days): FactInput[] {
  const last = CHECKOUT_VERSIONS.length - 1;
  const came = checkoutCame(days);
  const facts = CHECKOUT_VERSIONS.flatMap(([version, , coverage], index) => {
    const measured = instant(
      came.minus({ hours: (last - index) * WEEK_HOURS + 2 }),
    );
    const fact = (name: string, value: FactInput['value'], source: string) => ({
      entityRef: CHECKOUT,
      version,
      name,
      value,
      source,
      at: measured,
    });
    return [
      fact('tests.coverage', coverage, 'CI'),
      fact('security.critical', 0, 'Scanner'),
      ...(index < last ? [fact('loadtest', true, 'perf-eu')] : []),
    ];
  });
  const asking = { entityRef: CHECKOUT, version: '5.13.0' };
  const measured = instant(days.today.minus({ hours: 3 }));
  return [
    ...facts,
    {
      ...asking,
      name: 'tests.coverage',
      value: 86.6,
      source: 'CI',
      at: measured,
    },
    {
      ...asking,
      name: 'security.critical',
      value: 0,
      source: 'Scanner',
      at: measured,
    },
  ];
}

/** One batch, in which the portal knows again what it has. */
export async function loadFacts(options: {
  client: ReleasesClient;
  days: Days;
}): Promise<Tally> {
  const { client, days } = options;
  const facts = exampleFacts(days);
  const before = await client.listFacts({
    query: { entityRef: CHECKOUT, limit: 500 },
  });
  const known = new Set(before.items.map(({ id }) => id));
  const { items } = await client.reportFacts({ body: { facts } });
  const kept = items.filter(({ id }) => known.has(id)).length;
  return { created: items.length - kept, changed: 0, kept };
}

export function examplePolicies(): PromotionPolicyInput[] {
  return PROMOTION_POLICIES.map(({ from, to, criteria }) =>
    promotionPolicyInputSchema.parse({
      from: `resource:default/${from}`,
      to: `resource:default/${to}`,
      criteria,
    }),
  );
}

export async function loadPolicies(client: ReleasesClient): Promise<Tally> {
  const { items } = await client.listPromotionPolicies({
    query: { limit: 500 },
  });
  const tally: Tally = { created: 0, changed: 0, kept: 0 };
  for (const body of examplePolicies()) {
    const { from, to, criteria } = body;
    const known = items.find(item => item.from === from && item.to === to);
    if (!known) {
      await client.createPromotionPolicy({ body });
      tally.created += 1;
    } else if (isDeepStrictEqual(known.criteria, criteria)) {
      tally.kept += 1;
    } else {
      const { id, revision } = known;
      await client.updatePromotionPolicy({
        params: { id },
        revision,
        body: { criteria },
      });
      tally.changed += 1;
    }
  }
  return tally;
}
