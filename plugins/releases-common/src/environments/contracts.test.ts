import Ajv from 'ajv/dist/2020';
import { releasesContract } from '../http/contract';
import { Endpoint } from '../http/endpoint';
import { toOpenApi } from '../http/openapi';
import { releasesPermissions } from '../permissions';
import { boardContract } from './board';
import { bookingsContract, seriesContract, waitingContract } from './bookings';
import { claimsContract } from './claims';
import { leasesContract } from './leases';
import { environmentPermissions } from './permissions';
import { promotionsContract } from './promotion';
import { deploymentsContract } from './versions';

/** Every endpoint of the room, whether it is served already or not. */
const room = {
  ...boardContract,
  ...bookingsContract,
  ...waitingContract,
  ...seriesContract,
  ...claimsContract,
  ...leasesContract,
  ...promotionsContract,
  ...deploymentsContract,
};

const endpoints = Object.entries<Endpoint>(room);

function address({ method, path }: Endpoint): string {
  return `${method} ${path.replace(/:\w+/g, ':')}`;
}

describe('the contracts of the room', () => {
  it('have each name and each address once in the suite', () => {
    const parts = [
      boardContract,
      bookingsContract,
      waitingContract,
      seriesContract,
      claimsContract,
      leasesContract,
      promotionsContract,
      deploymentsContract,
    ];
    const count = parts.reduce((sum, one) => sum + Object.keys(one).length, 0);
    expect(endpoints).toHaveLength(count);
    // One that is served already is the same in both.
    const served: Record<string, Endpoint> = releasesContract;
    for (const [name, one] of endpoints) {
      expect(served[name] ?? one).toBe(one);
    }
    const all = Object.values<Endpoint>({ ...releasesContract, ...room });
    expect(new Set(all.map(address)).size).toBe(all.length);
  });

  it('name the permissions of the room, all of them, under names of their own', () => {
    const named = new Set(
      endpoints.flatMap(([, one]) => one.permissions ?? []),
    );
    expect([...named].map(item => item.name).sort()).toEqual(
      environmentPermissions.map(item => item.name).sort(),
    );
    const all = new Set<{ name: string }>([
      ...releasesPermissions,
      ...environmentPermissions,
    ]);
    expect(new Set([...all].map(item => item.name)).size).toBe(all.size);
  });

  it('ask for the revision wherever something that has one is changed', () => {
    for (const [name, one] of endpoints) {
      const isPatch = one.method === 'PATCH';
      expect([name, isPatch && !one.revisioned]).toEqual([name, false]);
    }
  });

  it('can all be documented, trees of criteria and of verdicts included', () => {
    const document = toOpenApi(room) as unknown as {
      components: { schemas: Record<string, unknown> };
    };
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'doc');
    for (const name of Object.keys(document.components.schemas)) {
      expect(typeof ajv.getSchema(`doc#/components/schemas/${name}`)).toBe(
        'function',
      );
    }
    const criteria = ajv.getSchema('doc#/components/schemas/PromotionCriteria');
    const tree = { all: [{ any: [{ not: { soak: '4h' } }] }] };
    expect(criteria?.(tree)).toBe(true);
    expect(criteria?.({ all: [{ any: [{ not: { soak: 4 } }] }] })).toBe(false);
  });
});
