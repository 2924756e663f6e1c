import { ResponseError } from '@backstage/errors';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { Subscription } from '@release-desk/plugin-releases-common';
import { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { ReleasesApi, releasesApiRef } from '../../../api';
import { FixedNow } from '../../../shared/time';
import {
  createCatalogFixtures,
  createFakeReleasesApi,
  PICTURE_NOW,
} from '../../../testing';
import { HeaderActions } from '../../toolbar/HeaderActions';

export const OWNER = 'group:default/team-checkout';

export function ago(minutes: number): string {
  return new Date(PICTURE_NOW - minutes * 60_000).toISOString();
}

/** From an address, and well. */
export const nordpay: Subscription = {
  id: '00000000-0000-4000-8000-00000000000a',
  revision: 3,
  title: 'Nordpay maintenance',
  owner: OWNER,
  kind: 'vendor',
  vendor: 'Nordpay',
  selector: { system: ['system:default/checkout'] },
  url: 'https://status.nordpay.example/secret/maintenance.ics',
  timeZone: 'Europe/Berlin',
  refreshMinutes: 360,
  itemCount: 4,
  state: 'good',
  lastCheckedAt: ago(12),
  lastGoodAt: ago(12),
  skipped: [],
  createdAt: ago(9000),
  createdBy: 'user:default/mira.okafor',
  updatedAt: ago(9000),
  updatedBy: 'user:default/mira.okafor',
};

const { url: _, ...withoutUrl } = nordpay;
/** From a file, and well. */
export const holidays: Subscription = {
  ...withoutUrl,
  id: '00000000-0000-4000-8000-00000000000b',
  title: 'Holidays',
  kind: 'advisory',
  vendor: undefined,
  itemCount: 1,
};

/** What the client throws when the server refuses. */
export async function failure(status: number, name: string, message: string) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name, message },
        response: { statusCode: status },
      }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}

function Search() {
  return <output data-testid="search">{useLocation().search}</output>;
}

/** Shows the header over a page, at a place of its address. */
export async function show(
  overrides: object,
  options: {
    place?: string;
    denied?: boolean;
    element?: ReactElement;
  } = {},
) {
  const { place, denied, element = <HeaderActions /> } = options;
  const fake = createFakeReleasesApi();
  const api = new Proxy(fake, {
    get: (target, name) =>
      name in overrides
        ? overrides[name as keyof typeof overrides]
        : target[name as keyof ReleasesApi],
  });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [releasesApiRef, api],
        [catalogApiRef, catalogApiMock({ entities: createCatalogFixtures() })],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: ({ permission }) =>
              denied && permission.name === 'releases.subscription.manage'
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
      ]}
    >
      <FixedNow value={PICTURE_NOW}>
        {element}
        <Search />
      </FixedNow>
    </TestApiProvider>,
    {
      initialRouteEntries: [`/?view=week${place ? `&calendars=${place}` : ''}`],
    },
  );
  return fake;
}

export function listing(...items: Subscription[]) {
  return { listSubscriptions: async () => ({ items, pageInfo: {} }) };
}
