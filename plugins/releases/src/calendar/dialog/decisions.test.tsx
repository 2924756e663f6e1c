import { ResponseError } from '@backstage/errors';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { Override } from '@release-desk/plugin-releases-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { ReactElement } from 'react';
import { ReleasesApi, releasesApiRef } from '../../api';
import { FixedNow } from '../../shared/time';
import {
  createCatalogFixtures,
  createFakeReleasesApi,
  PICTURE_NOW,
} from '../../testing';
import { DeleteDialog, OverrideDialog, OverridePanel } from '.';

jest.setTimeout(60_000);

const MIRA = 'user:default/mira.okafor';

async function failure(status: number, name: string, message: string) {
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

function show(element: ReactElement, overrides: object) {
  const api = new Proxy(createFakeReleasesApi(), {
    get: (target, name) =>
      name in overrides
        ? overrides[name as keyof typeof overrides]
        : target[name as keyof ReleasesApi],
  });
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [releasesApiRef, api],
        [catalogApiRef, catalogApiMock({ entities: createCatalogFixtures() })],
        [permissionApiRef, mockApis.permission()],
        [identityApiRef, mockApis.identity({ userEntityRef: MIRA })],
      ]}
    >
      <FixedNow value={PICTURE_NOW}>{element}</FixedNow>
    </TestApiProvider>,
  );
}

const request: Override = {
  id: 'o1',
  revision: 3,
  windowId: 'w1',
  windowTitle: 'Black Friday freeze',
  scope: { actions: ['deploy'] },
  reason: 'Card testing began at noon; the rules stop it.',
  status: 'requested',
  requestedBy: 'user:default/jonas.weber',
  expiresAt: '2026-11-24T18:00:00.000Z',
  useCount: 0,
  createdAt: '2026-11-23T08:00:00.000Z',
  createdBy: 'user:default/jonas.weber',
  updatedAt: '2026-11-23T08:00:00.000Z',
  updatedBy: 'user:default/jonas.weber',
};

describe('OverrideDialog', () => {
  const dialog = (onRequested: () => void = jest.fn()) => (
    <OverrideDialog
      window={{
        id: 'w1',
        title: 'Black Friday freeze',
        end: '2026-12-01T05:00:00.000Z',
      }}
      release={{
        id: 'r1',
        title: 'One-page checkout',
        entityRefs: ['component:default/checkout-api'],
        environmentRefs: ['resource:default/production-eu'],
        end: '2026-11-26T21:00:00.000Z',
      }}
      onClose={jest.fn()}
      onRequested={onRequested}
    />
  );

  it('asks for a reason first, then for what the release ships, until it is over', async () => {
    const onRequested = jest.fn();
    const requestOverride = jest.fn(async () => request);
    const { baseElement } = await show(dialog(onRequested), {
      requestOverride,
    });
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Why must it pass/ }),
      'Because',
    );
    const send = screen.getByRole('button', { name: 'Request override' });
    await userEvent.click(send);
    expect(await screen.findByRole('alert')).toBeInTheDocument();
    expect(requestOverride).not.toHaveBeenCalled();
    expect(await axe(baseElement)).toMatchObject({ violations: [] });

    await userEvent.type(
      screen.getByRole('textbox', { name: /Why must it pass/ }),
      ' the acquirer drops the old endpoint.',
    );
    await userEvent.click(send);
    await waitFor(() => expect(onRequested).toHaveBeenCalledWith(request));
    expect(requestOverride).toHaveBeenCalledWith({
      body: {
        windowId: 'w1',
        releaseId: 'r1',
        scope: {
          entityRefs: ['component:default/checkout-api'],
          environmentRefs: ['resource:default/production-eu'],
          actions: ['deploy'],
        },
        reason: 'Because the acquirer drops the old endpoint.',
        expiresAt: '2026-11-26T21:00:00.000Z',
      },
    });
  });

  it('keeps what was typed when the server refuses it', async () => {
    const requestOverride = jest.fn();
    requestOverride.mockRejectedValue(
      await failure(403, 'NotAllowedError', 'You may not request overrides'),
    );
    await show(dialog(), { requestOverride });
    const reason = await screen.findByRole('textbox', {
      name: /Why must it pass/,
    });
    await userEvent.type(reason, 'The acquirer drops the old endpoint.');
    await userEvent.click(
      screen.getByRole('button', { name: 'Request override' }),
    );
    expect(
      await screen.findByText(/You may not request overrides/),
    ).toBeInTheDocument();
    expect(reason).toHaveValue('The acquirer drops the old endpoint.');
  });
});

describe('OverridePanel', () => {
  it('lets somebody else approve, at the revision that was read, and reads anew', async () => {
    const approveOverride = jest.fn(async () => request);
    const listOverrides = jest
      .fn()
      .mockResolvedValueOnce({ items: [request], pageInfo: {} })
      .mockResolvedValue({
        items: [{ ...request, status: 'approved', useCount: 2 }],
        pageInfo: {},
      });
    await show(<OverridePanel windowId="w1" />, {
      listOverrides,
      approveOverride,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    expect(approveOverride).toHaveBeenCalledWith({
      params: { id: 'o1' },
      revision: 3,
      body: {},
    });
    expect(await screen.findByText(/2 times/)).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Revoke' })).toBeInTheDocument();
  });

  it('never offers to approve what one has asked for oneself', async () => {
    const revokeOverride = jest.fn(async () => request);
    await show(<OverridePanel windowId="w1" />, {
      listOverrides: async () => ({
        items: [{ ...request, requestedBy: MIRA }],
        pageInfo: {},
      }),
      revokeOverride,
    });
    const withdraw = await screen.findByRole('button', { name: /Withdraw/ });
    expect(
      screen.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
    await userEvent.click(withdraw);
    expect(revokeOverride).toHaveBeenCalled();
  });
});

describe('DeleteDialog', () => {
  const dialog = (onDeleted: () => void) => (
    <DeleteDialog
      kind="freeze"
      id="w1"
      title="Black Friday freeze"
      revision={4}
      recurring
      onClose={jest.fn()}
      onDeleted={onDeleted}
    />
  );

  it('says that every occurrence goes, and deletes at the revision that was read', async () => {
    const onDeleted = jest.fn();
    const deleteWindow = jest.fn(async () => undefined);
    await show(dialog(onDeleted), { deleteWindow });
    expect(
      await screen.findByText(/every occurrence goes with it/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(onDeleted).toHaveBeenCalled());
    expect(deleteWindow).toHaveBeenCalledWith({
      params: { id: 'w1' },
      revision: 4,
    });
  });

  it('deletes nothing that somebody else has changed', async () => {
    const onDeleted = jest.fn();
    const deleteWindow = jest.fn();
    deleteWindow.mockRejectedValue(
      await failure(409, 'ConflictError', 'revision: expected 5'),
    );
    await show(dialog(onDeleted), { deleteWindow });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Delete' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Somebody changed it meanwhile/,
    );
    expect(onDeleted).not.toHaveBeenCalled();
  });
});
