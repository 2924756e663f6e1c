import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Booking,
  claimSchema,
  HIDDEN_ENTITY_REF,
} from '@release-desk/plugin-releases-common';
import { bareFacts } from '../../catalog/keys';
import { StoredBooking, StoredLease } from '../store';
import { presentRow } from './presentRow';

const STAGING = 'resource:default/staging';
const SECRET = 'group:default/secret';
const at = '2026-11-23T08:00:00.000Z';

const booking = {
  id: 'one',
  purpose: 'Secret rehearsal',
  onBehalfOf: SECRET,
  requestedBy: 'user:default/nobody',
  start: at,
  end: '2026-11-23T10:00:00.000Z',
  mode: 'exclusive',
  status: 'active',
} as Partial<StoredBooking> as StoredBooking;
const lease = {
  id: 'lease',
  bookingId: 'one',
  acquiredBy: 'user:default/nobody',
  holder: { kind: 'run', id: 'secret-run' },
} as Partial<StoredLease> as StoredLease;

function row(visible: string[], bookings: string[], isClaimRead = true) {
  return presentRow({
    known: {
      facts: bareFacts(STAGING),
      text: 'staging',
      problems: [],
      environment: {
        ref: STAGING,
        name: 'staging',
        catalogOwner: SECRET,
        system: 'system:default/secret',
        nextEnvironment: 'resource:default/secret',
        networkZones: [],
      },
    },
    owned: {
      owner: { state: 'agree', owner: SECRET, catalogOwner: SECRET },
      owners: [SECRET],
      claim: claimSchema.parse({
        id: '5f0c6a52-1b7e-4a44-9c1d-1b7e4a449c1d',
        environmentRef: STAGING,
        group: SECRET,
        steward: 'user:default/secret',
        escalation: '',
        attestEveryMonths: 6,
        status: 'active',
        requestedBy: 'user:default/nobody',
        obligations: [],
        revision: 1,
        createdAt: at,
        createdBy: 'user:default/nobody',
        updatedAt: at,
        updatedBy: 'user:default/nobody',
      }),
    },
    visible: new Set(visible),
    occupancy: { state: 'taken', now: [booking], isBooked: false, lease },
    bookings: new Map(bookings.map(id => [id, booking as unknown as Booking])),
    idle: { idle: false, because: 'in-use' },
    use: { usedDays: 31, waiting: 2 },
    findings: [],
    claim: isClaimRead,
    may: {
      book: true,
      claim: false,
      approve: false,
      manage: false,
      breakLease: false,
    },
    context: {
      credentials: mockCredentials.user(),
      actor: 'user:default/mock',
      ownershipRefs: [],
    },
  });
}

describe('presentRow', () => {
  it('names nothing that the reader may not know', () => {
    const shown = row([], []);
    expect(JSON.stringify(shown)).not.toMatch(/secret/i);
    expect(shown).toMatchObject({
      owner: { owner: HIDDEN_ENTITY_REF, catalogOwner: HIDDEN_ENTITY_REF },
      claim: { group: HIDDEN_ENTITY_REF, steward: HIDDEN_ENTITY_REF },
      occupancy: { state: 'taken', now: [{ mode: 'exclusive' }] },
      waiting: 2,
      usedDays: 30,
    });
    expect(row([], [], false)).not.toHaveProperty('claim');
  });

  it('tells the rest', () => {
    const shown = row(
      [
        SECRET,
        'system:default/secret',
        'resource:default/secret',
        'user:default/secret',
      ],
      ['one'],
    );
    expect(shown).toMatchObject({
      environment: {
        catalogOwner: SECRET,
        system: 'system:default/secret',
        nextEnvironment: 'resource:default/secret',
      },
      owner: { owner: SECRET },
      claim: { group: SECRET, steward: 'user:default/secret' },
      occupancy: {
        now: [{ booking: { purpose: 'Secret rehearsal' } }],
        lease: { holder: { id: 'secret-run' } },
        isMine: false,
      },
    });
    // Who took it is for the audit log.
    expect(shown.occupancy.lease).not.toHaveProperty('acquiredBy');
  });
});
