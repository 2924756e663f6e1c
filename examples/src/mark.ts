import { Link } from '@release-desk/plugin-releases-common';

const PLANS = 'https://plans.meridian-commerce.example/';

/**
 * Every example item links to its plan. The link is the mark by which the next
 * run finds it again, whatever became of its title and dates.
 */
export function planLink(key: string): Link {
  return { title: 'Plan', url: PLANS + key };
}

export function keyOf(item: { links: Link[] }): string | undefined {
  return item.links
    .find(({ url }) => url.startsWith(PLANS))
    ?.url.slice(PLANS.length);
}
