import { ResponseError } from '@backstage/errors';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, waitFor, within } from '@testing-library/react';
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
import { CreateDialog, EditDialog, MoveDialog, SubscribeDialog } from '.';

jest.setTimeout(60_000);

const OWNER = 'group:default/release-managers';

async function failure(status: number, error: object) {
  return ResponseError.fromResponse(
    new Response(JSON.stringify({ error, response: { statusCode: status } }), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}

async function show(element: ReactElement, overrides: object = {}) {
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
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <FixedNow value={PICTURE_NOW}>{element}</FixedNow>
    </TestApiProvider>,
  );
  return fake;
}

/** Where the rail and the footer say the same, the one in the footer. */
const press = async (name: string) => {
  const buttons = await screen.findAllByRole('button', { name });
  await userEvent.click(buttons[buttons.length - 1]);
};

async function fillWhat() {
  await screen.findByRole('dialog');
  await userEvent.type(screen.getByLabelText('Title'), 'Quarter-end freeze');
  await userEvent.type(screen.getByLabelText(/Reason/), 'Books close.');
}

const create = (props: { onClose?(): void; onSaved?(): void } = {}) => (
  <CreateDialog
    kind="freeze"
    initial={{ owner: OWNER, start: '2026-12-27T17:00:00Z', timeZone: 'UTC' }}
    onClose={props.onClose ?? jest.fn()}
    onSaved={props.onSaved ?? jest.fn()}
  />
);

describe('CreateDialog', () => {
  it('goes from what to check, by keyboard too, and saves what was said', async () => {
    const onSaved = jest.fn();
    const createWindow = jest.fn(async ({ body }) => ({
      ...body,
      id: 'w1',
      revision: 1,
    }));
    await show(create({ onSaved }), { createWindow });
    await fillWhat();
    // Enter in a field is as good as the button.
    await userEvent.type(screen.getByLabelText('Title'), '{Enter}');
    expect(
      await screen.findByRole('heading', { name: 'When does it hold?' }),
    ).toBeInTheDocument();
    await press('Continue to scope');
    await press('Continue to rules');
    expect(await screen.findByText('With an override')).toBeInTheDocument();
    await press('Check');
    expect(
      await screen.findByRole('heading', { name: /would fall into it$/ }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/nothing may deploy, promote or apply/),
    ).toBeInTheDocument();
    await press('Create freeze');
    await waitFor(() =>
      expect(onSaved).toHaveBeenCalledWith(
        expect.objectContaining({ id: 'w1', title: 'Quarter-end freeze' }),
      ),
    );
    expect(createWindow.mock.calls[0][0].body).toMatchObject({
      kind: 'freeze',
      title: 'Quarter-end freeze',
      reason: 'Books close.',
      owner: OWNER,
      schedule: { start: '2026-12-27T17:00:00', duration: 'P3D' },
      enforcement: 'hard',
      exemptChangeTypes: ['rollback'],
    });
  });

  it('stays at a step that lacks something, and says what', async () => {
    await show(create());
    await screen.findByRole('dialog');
    await press('Continue to when');
    expect(await screen.findAllByText('This is needed.')).toHaveLength(2);
  });

  it('goes to the field that the server refused, and keeps what was typed', async () => {
    const createWindow = jest.fn();
    await show(create(), { createWindow });
    createWindow.mockRejectedValue(
      await failure(400, {
        name: 'InputError',
        message: 'title: expected another title',
      }),
    );
    await fillWhat();
    for (const name of [
      'Continue to when',
      'Continue to scope',
      'Continue to rules',
      'Check',
      'Create freeze',
    ])
      await press(name);
    expect(
      await screen.findByText('expected another title'),
    ).toBeInTheDocument();
    expect(screen.getByLabelText('Title')).toHaveValue('Quarter-end freeze');
  });

  it('asks before it forgets', async () => {
    const onClose = jest.fn();
    await show(create({ onClose }));
    await fillWhat();
    await userEvent.keyboard('{Escape}');
    expect(
      await screen.findByText('Discard what you typed?'),
    ).toBeInTheDocument();
    expect(onClose).not.toHaveBeenCalled();
    await press('Discard');
    expect(onClose).toHaveBeenCalled();
  });

  it('passes axe', async () => {
    await show(create());
    const dialog = await screen.findByRole('dialog');
    expect(await axe(dialog)).toMatchObject({ violations: [] });
  });
});

describe('EditDialog', () => {
  it('shows both versions when somebody else was faster, and can keep mine', async () => {
    const fake = createFakeReleasesApi();
    const freeze = fake.items.find(
      ({ kind, enforcement }) => kind === 'freeze' && enforcement === 'hard',
    )!;
    const stored = await fake.getWindow({ params: { id: freeze.sourceId } });
    const onSaved = jest.fn();
    const updateWindow = jest.fn();
    await show(
      <EditDialog
        kind="freeze"
        id={freeze.sourceId}
        onClose={jest.fn()}
        onSaved={onSaved}
      />,
      { updateWindow },
    );
    updateWindow.mockRejectedValueOnce(
      await failure(409, {
        name: 'ConflictError',
        message: 'stale',
        current: { ...stored, revision: 7, title: 'Theirs' },
      }),
    );
    updateWindow.mockResolvedValueOnce({ ...stored, title: 'Mine' });
    const title = await screen.findByLabelText('Title');
    await userEvent.clear(title);
    await userEvent.type(title, 'Mine');
    await press('Check');
    await press('Save changes');
    const alert = await screen.findByRole('table');
    expect(within(alert).getByText('Mine')).toBeInTheDocument();
    expect(within(alert).getByText('Theirs')).toBeInTheDocument();
    await press('Save mine over it');
    await waitFor(() => expect(onSaved).toHaveBeenCalled());
    expect(updateWindow.mock.calls.map(([input]) => input.revision)).toEqual([
      1, 7,
    ]);
  });
});

describe('MoveDialog', () => {
  it('says what the move means before anything is written', async () => {
    const fake = createFakeReleasesApi();
    const item = fake.items.find(
      one => one.kind === 'release' && one.collisions.length > 0,
    )!;
    const onMoved = jest.fn();
    const api = await show(
      <MoveDialog
        item={item}
        to={{
          start: '2026-12-02T09:00:00.000Z',
          end: '2026-12-02T11:00:00.000Z',
        }}
        onClose={jest.fn()}
        onMoved={onMoved}
      />,
    );
    expect(
      await screen.findByText(/^No longer falls into/),
    ).toBeInTheDocument();
    expect(api.calls.some(({ name }) => name === 'updateRelease')).toBe(false);
    await press('Move');
    await waitFor(() => expect(onMoved).toHaveBeenCalled());
    expect(
      api.calls.find(({ name }) => name === 'updateRelease')?.input,
    ).toMatchObject({
      revision: item.revision,
      body: { start: '2026-12-02T09:00:00.000Z' },
    });
  });
});

describe('SubscribeDialog', () => {
  it('makes a feed of the filter and shows its address once', async () => {
    const filter = { kind: ['freeze' as const] };
    const createFeed = jest.fn(async ({ body }) => ({
      ...body,
      id: 'f1',
      url: 'https://desk.example/api/releases/ical/secret.ics',
    }));
    await show(<SubscribeDialog filter={filter} onClose={jest.fn()} />, {
      createFeed,
    });
    expect(screen.getByText('It shows kinds: freezes.')).toBeInTheDocument();
    await press('Create feed');
    expect(await screen.findByLabelText('Address of the feed')).toHaveValue(
      'https://desk.example/api/releases/ical/secret.ics',
    );
    expect(createFeed).toHaveBeenCalledWith({
      body: { title: 'Release calendar', filter },
    });
  });
});
