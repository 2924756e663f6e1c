import { Claim, ClaimInput } from '@release-desk/plugin-releases-common';

export interface ClaimRow {
  environment: string;
  team: string;
  steward?: string;
  escalation: string;
  months?: number;
  reason?: string;
  obligations?: ClaimInput['obligations'];
  /** What is done with it, once it is confirmed. */
  then?:
    | { fulfil: Claim['obligations'][number]['kind'] }
    | { offerTo: string; reason: string }
    | { giveUp: string };
  /** Asked of the team, which has yet to answer. */
  ask?: boolean;
}

/** Who answers for what. The environments that are not here are the catalog's owner's. */
export const CLAIM_ROWS: readonly ClaimRow[] = [
  {
    environment: 'staging-us',
    team: 'team-checkout',
    steward: 'mira.okafor',
    escalation: '#checkout-oncall',
    // Due within the month: the portal says so from its first days on.
    months: 1,
    obligations: [
      { kind: 'data-refresh', due: { every: 14, unit: 'day' } },
      { kind: 'patching', due: { every: 1, unit: 'month' } },
      { kind: 'clean-up', due: { withinHours: 24 } },
    ],
    then: { fulfil: 'data-refresh' },
  },
  {
    environment: 'staging-eu',
    team: 'team-runtime',
    steward: 'luc.moreau',
    escalation: '#runtime-oncall',
    months: 6,
    obligations: [
      { kind: 'data-refresh', due: { every: 1, unit: 'week' } },
      { kind: 'clean-up', due: { withinHours: 4 } },
    ],
  },
  {
    environment: 'sandbox-eu',
    team: 'team-payouts',
    escalation: 'payouts@meridian-commerce.example',
    months: 12,
  },
  {
    environment: 'demo-us',
    team: 'trading',
    steward: 'lucia.romero',
    escalation: '#trading',
    then: {
      offerTo: 'team-checkout',
      reason: 'The demonstrations are of the checkout now',
    },
  },
  {
    environment: 'preview-checkout-4182',
    team: 'team-checkout',
    escalation: '',
    ask: true,
    reason: 'Your pull request made it, and nobody answers for it',
  },
  {
    // The catalog still names a team that is no more.
    environment: 'test-1',
    team: 'team-storefront',
    escalation: '#storefront',
    then: { giveUp: 'The experiment of the group Labs is over' },
  },
];
