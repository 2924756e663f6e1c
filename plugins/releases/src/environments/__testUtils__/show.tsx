import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { releasesApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { FixedNow } from '../../shared/time';
import {
  CHECKOUT,
  createEnvironmentCatalog,
  createFakeReleasesApi,
  ENVIRONMENTS_NOW,
  FakeReleasesApi,
  MIRA,
} from '../../testing';

const RealFormat = Intl.DateTimeFormat;

/** Berlin, as in the pictures, whatever the machine's zone. */
export function standInBerlin() {
  jest.spyOn(Intl, 'DateTimeFormat').mockImplementation(
    Object.assign(
      ((locales?: string, options?: Intl.DateTimeFormatOptions) =>
        new RealFormat(locales, {
          timeZone: 'Europe/Berlin',
          ...options,
        })) as never,
      RealFormat,
    ),
  );
}

function setWidth(width: number) {
  window.matchMedia = ((query: string) => {
    const min = Number(/min-width: (\d+)/.exec(query)?.[1] ?? 0);
    const max = Number(/max-width: (\d+)/.exec(query)?.[1] ?? Infinity);
    return {
      matches: /width/.test(query) && width >= min && width <= max,
      media: query,
      addEventListener() {},
      removeEventListener() {},
      addListener() {},
      removeListener() {},
    };
  }) as unknown as typeof window.matchMedia;
}

function Search() {
  return <output data-testid="search">{useLocation().search}</output>;
}

/** Shows something as Mira of Checkout sees it, at the hour of the pictures. */
export async function showEnvironments(
  element: ReactElement,
  options: {
    api?: FakeReleasesApi;
    path?: string;
    width?: number;
    /** Names of permissions that she lacks. */
    denied?: string[];
  } = {},
): Promise<RenderResult & { api: FakeReleasesApi }> {
  const { denied = [], path = '/', width = 1440 } = options;
  standInBerlin();
  setWidth(width);
  const api = options.api ?? createFakeReleasesApi();
  const rendered = await renderInTestApp(
    <TestApiProvider
      apis={[
        [releasesApiRef, api],
        [
          catalogApiRef,
          catalogApiMock({ entities: createEnvironmentCatalog() }),
        ],
        [
          identityApiRef,
          mockApis.identity({
            userEntityRef: MIRA,
            ownershipEntityRefs: [MIRA, CHECKOUT],
          }),
        ],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: ({ permission }) =>
              denied.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
      ]}
    >
      <FixedNow value={ENVIRONMENTS_NOW}>
        {element}
        <Search />
      </FixedNow>
    </TestApiProvider>,
    {
      initialRouteEntries: [path],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/releases': rootRouteRef,
      },
    },
  );
  return { api, ...rendered };
}
