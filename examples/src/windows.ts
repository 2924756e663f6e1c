import {
  ReleasesClient,
  WindowInput,
  windowInputSchema,
} from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import { campaignOf } from './campaign';
import { at, Days, HOME_ZONE, wallTime } from './days';
import { planLink } from './mark';

/** The key of the freeze that this week's releases fall into. */
export const PEAK_FREEZE = 'freeze/peak';

/** Freezes, allow windows and advisories, by their key. */
export function exampleWindows(days: Days): Map<string, WindowInput> {
  return new Map(
    [...freezes(days), ...allowWindows(days), ...advisories(days)].map(
      ([key, window]) => [
        key,
        windowInputSchema.parse({ ...window, links: [planLink(key)] }),
      ],
    ),
  );
}

type Draft = Parameters<ReleasesClient['createWindow']>[0]['body'];
type Entry = [key: string, window: Draft];

const MANAGERS = 'group:default/release-managers';

function freezes(days: Days): Entry[] {
  const lastYear = days.today.minus({ years: 1 });
  const yearEnd = days.yearly(1, 4).minus({ days: 17 });
  return [
    [
      PEAK_FREEZE,
      {
        kind: 'freeze',
        title: `${campaignOf(days.today)} freeze`,
        reason:
          'Peak trade: Commerce and Payments stay as they are in production.',
        owner: MANAGERS,
        enforcement: 'hard',
        schedule: once(at(days.inWeek(-1, 5), '18:00'), 'P10DT12H'),
        selector: {
          domain: ['domain:default/commerce', 'domain:default/payments'],
          environmentTier: ['production'],
        },
      },
    ],
    [
      'freeze/year-end',
      {
        kind: 'freeze',
        title: 'Year-end freeze',
        reason: 'Few people are there to put right what goes wrong.',
        owner: MANAGERS,
        enforcement: 'hard',
        inFlight: 'finish-stage',
        schedule: once(at(yearEnd, '18:00'), 'P16DT12H'),
        selector: { environmentTier: ['production'] },
      },
    ],
    [
      'freeze/quarter-end',
      {
        kind: 'freeze',
        title: 'Quarter-end freeze',
        reason: 'Finance closes the quarter on these systems.',
        owner: 'group:default/finance',
        enforcement: 'hard',
        schedule: {
          ...once(at(lastYear.set({ month: 3, day: 27 }), '18:00'), 'P4DT12H'),
          rrule: 'FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=27',
        },
        selector: {
          domain: ['domain:default/payments'],
          kind: ['component', 'resource'],
          environmentTier: ['production'],
          expand: { relations: ['dependsOn'], direction: 'outgoing', hops: 1 },
        },
      },
    ],
    [
      'freeze/weekend',
      {
        kind: 'freeze',
        title: 'No Friday evenings',
        reason: 'Checkout and Cart ship when the whole team is awake.',
        owner: 'group:default/team-checkout',
        enforcement: 'hard',
        schedule: {
          ...once(at(days.inWeek(-20, 5), '17:00'), 'P2DT16H'),
          rrule: 'FREQ=WEEKLY;BYDAY=FR',
        },
        selector: {
          system: ['system:default/checkout', 'system:default/cart'],
          environmentTier: ['production'],
        },
        exemptChangeTypes: ['rollback', 'emergency'],
      },
    ],
    [
      'freeze/platform-slow-down',
      {
        kind: 'freeze',
        title: 'Platform slow-down',
        reason: 'Think twice: the shops need the platform more than ever.',
        owner: 'group:default/platform-engineering',
        enforcement: 'soft',
        schedule: once(at(days.inWeek(0, 5), '06:00'), 'P3DT2H'),
        selector: {
          domain: ['domain:default/platform'],
          environmentTier: ['production'],
        },
      },
    ],
    [
      'freeze/live-shopping',
      {
        kind: 'freeze',
        title: 'Live shopping evening',
        reason: 'On air: no flags are turned while the show runs.',
        owner: 'group:default/trading',
        enforcement: 'hard',
        inFlight: 'abort',
        actions: ['deploy', 'promote', 'flag'],
        schedule: {
          ...once(at(days.inWeek(2, 4), '19:00'), 'PT3H'),
          timeZone: 'America/New_York',
        },
        selector: {
          system: ['system:default/storefront', 'system:default/cart'],
          environment: ['resource:default/production-us'],
        },
      },
    ],
    [
      'freeze/acquirer-incident',
      {
        kind: 'freeze',
        title: 'Cards closed after the acquirer outage',
        reason: 'INC-2207: nothing changes until Nordpay is stable again.',
        owner: 'group:default/team-cards',
        enforcement: 'hard',
        actions: ['deploy', 'apply', 'promote', 'flag'],
        schedule: once(at(days.inWeek(-3, 2), '11:30'), 'PT46H30M'),
        selector: {
          system: ['system:default/cards'],
          environmentTier: ['production'],
        },
      },
    ],
    [
      'freeze/month-end-care',
      {
        kind: 'freeze',
        title: 'Month-end care',
        reason: 'Numbers that the auditors will read are being made.',
        owner: 'group:default/finance',
        enforcement: 'soft',
        schedule: {
          ...once(at(lastYear.set({ day: 1 }), '00:00'), 'P3D'),
          rrule: 'FREQ=MONTHLY;BYMONTHDAY=1',
        },
        selector: { tag: ['sox'], environmentTier: ['production'] },
        exemptChangeTypes: ['rollback', 'standard'],
      },
    ],
  ];
}

function allowWindows(days: Days): Entry[] {
  return [
    [
      'allow/commerce-databases',
      {
        kind: 'allow',
        title: 'DB window',
        reason: 'Migrations run when the shops are quiet.',
        owner: 'group:default/team-orders',
        enforcement: 'hard',
        schedule: {
          ...once(at(days.inWeek(-12, 3), '20:00'), 'PT4H'),
          rrule: 'FREQ=WEEKLY;BYDAY=WE',
        },
        selector: {
          kind: ['resource'],
          type: ['database'],
          domain: ['domain:default/commerce'],
          environmentTier: ['production'],
        },
      },
    ],
    [
      'allow/terraform',
      {
        kind: 'allow',
        title: 'Infrastructure hours',
        reason: 'Networks and clusters change while Runtime is at work.',
        owner: 'group:default/team-runtime',
        enforcement: 'hard',
        actions: ['apply'],
        schedule: {
          ...once(at(days.inWeek(-12, 1), '09:00'), 'PT7H'),
          rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH',
        },
        selector: {
          type: ['terraform-module'],
          environmentTier: ['production'],
        },
      },
    ],
  ];
}

function advisories(days: Days): Entry[] {
  return [
    [
      'advisory/peak-load-test',
      {
        kind: 'advisory',
        title: 'Peak load test',
        reason: 'Staging EU is slow while it carries twice the peak.',
        owner: 'group:default/team-runtime',
        enforcement: 'info',
        schedule: {
          ...once(at(days.inWeek(-1, 2), '09:00'), 'P1DT9H'),
          rrule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=TU',
        },
        selector: {
          environment: [
            'resource:default/staging-eu',
            'resource:default/perf-eu',
          ],
        },
      },
    ],
    [
      'advisory/cluster-upgrade',
      {
        kind: 'advisory',
        title: 'Cluster upgrade',
        reason: 'Nodes are replaced one by one; expect restarts.',
        owner: 'group:default/team-runtime',
        enforcement: 'info',
        schedule: {
          ...once(at(days.inWeek(2, 2), '08:00'), 'PT6H'),
          timeZone: 'America/New_York',
        },
        selector: { environment: ['resource:default/production-us'] },
      },
    ],
  ];
}

function once(start: DateTime, duration: string) {
  return { start: wallTime(start), timeZone: HOME_ZONE, duration };
}
