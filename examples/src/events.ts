import {
  EventInput,
  eventInputSchema,
  ReleasesClient,
} from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import { campaignOf } from './campaign';
import { at, Days, HOME_ZONE, instant, wallTime } from './days';
import { planLink } from './mark';

/** Business and vendor events, by their key. */
export function exampleEvents(days: Days): Map<string, EventInput> {
  return new Map(
    [...businessEvents(days), ...vendorEvents(days)].map(([key, event]) => [
      key,
      eventInputSchema.parse({ ...event, links: [planLink(key)] }),
    ]),
  );
}

type Draft = Parameters<ReleasesClient['createEvent']>[0]['body'];
type Entry = [key: string, event: Draft];

function businessEvents(days: Days): Entry[] {
  return [
    [
      'business/month-close',
      {
        kind: 'business',
        category: 'financial-close',
        title: 'Month-end close',
        description: 'The first three working days: the books are closed.',
        owner: 'group:default/finance',
        schedule: {
          ...allDay(firstWorkday(days.today.minus({ years: 1 })), 'P3D'),
          rrule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1',
        },
        selector: { domain: ['domain:default/payments'] },
      },
    ],
    [
      'business/peak',
      {
        kind: 'business',
        category: 'peak-trade',
        title: `${campaignOf(days.today)} peak`,
        description: 'Five times the usual orders; the shops stay open.',
        owner: 'group:default/trading',
        schedule: allDay(days.inWeek(0, 4), 'P5D'),
        selector: { domain: ['domain:default/commerce'] },
      },
    ],
    [
      'business/earnings',
      {
        kind: 'business',
        category: 'other',
        title: 'Earnings call',
        description: 'Investors look at the shop while the CFO speaks.',
        owner: 'group:default/finance',
        schedule: timed(at(days.inWeek(4, 4), '15:00'), 'PT2H'),
        selector: { domain: ['domain:default/commerce'] },
      },
    ],
    [
      'business/stocktaking',
      {
        kind: 'business',
        category: 'other',
        title: 'Stocktaking',
        description: 'The warehouses count; stock levels stand still.',
        owner: 'group:default/trading',
        schedule: allDay(days.inWeek(6, 6), 'P2D'),
        selector: { ref: ['component:default/stock-sync'] },
      },
    ],
  ];
}

function vendorEvents(days: Days): Entry[] {
  return [
    [
      'vendor/nordpay-v1',
      {
        kind: 'vendor',
        category: 'end-of-life',
        title: 'Nordpay API v1 ends',
        description: 'Calls to v1 are refused. Consumers move to v2.',
        owner: 'group:default/team-cards',
        vendor: 'Nordpay',
        ...deadline(days.inWeek(3, 2)),
        selector: dependants('nordpay'),
      },
    ],
    [
      'vendor/lingua-2',
      {
        kind: 'vendor',
        category: 'deprecation',
        title: 'Lingua model 2 is deprecated',
        description: 'Model 3 is there; model 2 answers until the date.',
        owner: 'group:default/team-storefront',
        vendor: 'Lingua',
        ...deadline(days.inWeek(7, 5)),
        selector: dependants('lingua'),
      },
    ],
    [
      'vendor/cirrus-postgres',
      {
        kind: 'vendor',
        category: 'end-of-life',
        title: 'Cirrus ends PostgreSQL 14',
        description: 'Databases still on 14 are upgraded by force.',
        owner: 'group:default/team-runtime',
        vendor: 'Cirrus Cloud',
        ...deadline(days.inWeek(10, 1)),
        selector: { kind: ['resource'], tag: ['postgres'] },
      },
    ],
    [
      'vendor/cirrus-network',
      {
        kind: 'vendor',
        category: 'maintenance',
        title: 'Cirrus network maintenance, us-east-1',
        description: 'Short losses of packets between zones.',
        owner: 'group:default/team-runtime',
        vendor: 'Cirrus Cloud',
        schedule: {
          ...timed(at(days.inWeek(1, 7), '01:00'), 'PT4H'),
          timeZone: 'America/New_York',
        },
        selector: {
          environment: [
            'resource:default/production-us',
            'resource:default/staging-us',
          ],
        },
      },
    ],
    [
      'vendor/lingua-3',
      {
        kind: 'vendor',
        category: 'release',
        title: 'Lingua model 3',
        description: 'Better at short product names.',
        owner: 'group:default/team-storefront',
        vendor: 'Lingua',
        schedule: allDay(days.inWeek(-2, 4), 'P1D'),
        selector: dependants('lingua'),
      },
    ],
  ];
}

function firstWorkday(month: DateTime): DateTime {
  const first = month.startOf('month');
  return first.plus({ days: first.weekday > 5 ? 8 - first.weekday : 0 });
}

/** The vendor, what depends on it, and what depends on that. */
function dependants(vendor: string): Draft['selector'] {
  return {
    ref: [`resource:default/${vendor}`],
    expand: { relations: ['dependsOn'], direction: 'incoming', hops: 2 },
  };
}

/** A day by whose end consumers must have moved. */
function deadline(day: DateTime) {
  return {
    schedule: allDay(day, 'P1D'),
    moveBy: instant(day.plus({ days: 1 })),
  };
}

function allDay(day: DateTime, duration: string) {
  return timed(at(day, '00:00'), duration);
}

function timed(start: DateTime, duration: string) {
  return { start: wallTime(start), timeZone: HOME_ZONE, duration };
}
