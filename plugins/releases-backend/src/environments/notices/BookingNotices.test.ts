import { Knex } from 'knex';
import { StoredBooking } from '../store';
import { BookingNotices } from './BookingNotices';
import { Notice } from './Notifier';

const tx = {} as Knex.Transaction;
const at = '2026-11-24T08:00:00.000Z';

const booking = (changes: Partial<StoredBooking> = {}): StoredBooking => ({
  id: '1',
  environments: ['resource:default/staging'],
  purpose: 'Load test',
  usage: 'performance',
  mode: 'exclusive',
  status: 'pending',
  start: at,
  end: '2026-11-24T11:00:00.000Z',
  timeZone: 'Europe/Berlin',
  setupMinutes: 0,
  teardownMinutes: 0,
  onBehalfOf: 'group:default/checkout',
  requestedBy: 'user:default/mira',
  priority: 'normal',
  links: [],
  notes: '',
  approvals: [
    { environmentRef: 'resource:default/staging', status: 'pending' },
  ],
  consents: [],
  revision: 1,
  createdAt: at,
  createdBy: 'user:default/mira',
  updatedAt: at,
  updatedBy: 'user:default/mira',
  ...changes,
});

/** What is told of a change, by somebody else than who booked. */
async function told(
  after: StoredBooking,
  before?: StoredBooking,
  reason?: string,
): Promise<Notice[]> {
  const notices: Notice[] = [];
  await new BookingNotices({
    notifier: {
      notify: async (_, notice) => {
        notices.push(notice);
      },
    },
  }).tell(tx, { before, after, reason }, 'user:default/ingrid');
  return notices;
}

describe('BookingNotices', () => {
  it('asks the owner to approve what is asked for, and again what has moved', async () => {
    expect(await told(booking())).toEqual([
      {
        key: 'booking:1:1:approval',
        scope: 'booking:1:approval',
        topic: 'environment-approval',
        title: 'Approve a booking of staging',
        description: '“Load test”, Tue 24 Nov, 09:00–12:00',
        link: '/catalog/default/resource/staging',
        ownersOf: ['resource:default/staging'],
        exclude: 'user:default/mira',
      },
    ]);
    const later = booking({ revision: 2, end: '2026-11-25T11:00:00.000Z' });
    expect(await told(later, booking())).toMatchObject([
      {
        key: 'booking:1:2:approval',
        description: '“Load test”, Tue 24 Nov, 09:00–Wed 25 Nov, 12:00',
      },
    ]);
    expect(await told(booking({ notes: 'Hm' }), booking())).toEqual([]);
    expect(await told(booking({ status: 'approved' }))).toEqual([]);
    expect(await told(booking({ status: 'draft' }))).toEqual([]);
  });

  it('tells of a series once', async () => {
    const seriesId = '0';
    const one = await told(booking({ seriesId }));
    const other = await told(booking({ id: '2', seriesId }));
    expect(one[0]).toMatchObject({
      key: 'series:0:1:approval',
      title: 'Approve a series of bookings of staging',
    });
    expect(other[0].key).toBe(one[0].key);
  });

  it('tells who booked what others decided, in the zone that it was planned in', async () => {
    const approved = booking({ status: 'approved', revision: 2 });
    expect(await told(approved, booking(), undefined)).toMatchObject([
      {
        key: 'booking:1:2',
        topic: 'environment-booking',
        title: 'Your booking of staging is approved',
        recipients: ['user:default/mira'],
        exclude: 'user:default/ingrid',
      },
    ]);
    const rejected = booking({ status: 'rejected' });
    expect(await told(rejected, booking(), 'We upgrade it')).toMatchObject([
      {
        title: 'Your booking of staging was rejected',
        description: '“Load test”, Tue 24 Nov, 09:00–12:00. “We upgrade it”',
        severity: 'high',
      },
    ]);
    expect(await told(booking({ status: 'completed' }), approved)).toEqual([]);
  });
});
