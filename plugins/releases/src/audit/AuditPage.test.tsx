import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityPresentationApi,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import {
  AuditEntry,
  checkpointLine,
  entryLeafHash,
  entryLine,
  entryText,
  FIRST_PREV_HASH,
  MerkleFrontier,
  signCheckpoint,
  verifierKeyOf,
} from '@release-desk/plugin-releases-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { ReleasesApi, releasesApiRef } from '../api';
import { AuditPage } from './AuditPage';

const signer = {
  name: 'releases.example.com',
  seed: new Uint8Array(32).fill(7),
};

function logOf(size: number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let seq = 0; seq < size; seq++) {
    const entry = {
      seq,
      at: new Date(Date.UTC(2026, 10, 20, 8, seq)).toISOString(),
      actor: 'user:default/mira.okafor',
      action: seq === 0 ? 'window.create' : 'window.update',
      objectRef: 'window:00000000-0000-4000-8000-000000000001',
      entityRefs: [],
      ...(seq > 0 && { before: { title: 'Freeze', firm: seq - 1 } }),
      after: { title: 'Freeze', firm: seq },
      prevHash: entries.at(-1)?.leafHash ?? FIRST_PREV_HASH,
    };
    entries.push({ ...entry, leafHash: entryLeafHash(entryText(entry)) });
  }
  return entries;
}

function exportOf(entries: AuditEntry[]): string {
  const frontier = MerkleFrontier.empty();
  for (const entry of entries) frontier.append(entry.leafHash);
  const note = signCheckpoint(
    { size: entries.length, root: frontier.root() },
    signer,
  );
  return `${[
    ...entries.map(entry => entryLine(entryText(entry), entry.leafHash)),
    checkpointLine(note),
  ].join('\n')}\n`;
}

function fakeApi(overrides: Partial<ReleasesApi> = {}) {
  const entries = logOf(3);
  const api = {
    listAudit: jest.fn(async ({ query }: any) => ({
      items: [...entries]
        .reverse()
        .filter(entry => !query.action || query.action[0] === entry.action)
        .slice(
          query.cursor ? 2 : 0,
          Math.min(query.limit, query.cursor ? 3 : 2),
        ),
      pageInfo: query.cursor || query.limit === 1 ? {} : { nextCursor: '2' },
      totalItems: entries.length,
    })),
    listCheckpoints: jest.fn(async () => ({
      items: [{ size: 2, root: '', at: '2026-11-20T08:02:00.000Z', note: '' }],
      pageInfo: {},
    })),
    getAuditKey: jest.fn(async () => ({
      origin: signer.name,
      verifierKey: verifierKeyOf(signer),
    })),
    exportAudit: jest.fn(async () => new Response(exportOf(entries))),
    createCheckpoint: jest.fn(async () => ({})),
    ...overrides,
  };
  return api as unknown as ReleasesApi & typeof api;
}

async function open(api: ReleasesApi, path = '/') {
  const presentation: EntityPresentationApi = {
    forEntity: ref => {
      const snapshot = { primaryTitle: String(ref), entityRef: String(ref) };
      return { snapshot, promise: Promise.resolve(snapshot) };
    },
  };
  return renderInTestApp(<AuditPage />, {
    initialRouteEntries: [path],
    apis: [
      [releasesApiRef, api],
      [entityPresentationApiRef, presentation],
    ],
  });
}

describe('AuditPage', () => {
  it('shows the newest first, what each changed, and older ones on demand', async () => {
    const { container } = await open(fakeApi());
    const table = await screen.findByRole('table', { name: /newest first/ });
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show what changed in entry 2' }),
    );
    expect(screen.getByRole('rowheader', { name: 'firm' })).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show older entries' }),
    );
    expect(
      await screen.findByRole('button', {
        name: 'Show what changed in entry 0',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('2 entries sealed', { exact: false }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('1 newer entry is not sealed yet.'),
    ).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  const sealedTo = (size: number) => ({
    size,
    root: '',
    at: '2026-11-20T08:03:00.000Z',
    note: '',
  });

  it('counts what was just sealed, before the lists know of it', async () => {
    const listCheckpoints = jest
      .fn()
      .mockResolvedValueOnce({ items: [sealedTo(2)], pageInfo: {} })
      .mockReturnValue(new Promise(() => {}));
    await open(
      fakeApi({ listCheckpoints, createCheckpoint: async () => sealedTo(3) }),
    );
    await screen.findByText('1 newer entry is not sealed yet.');
    await userEvent.click(screen.getByRole('button', { name: 'Seal now' }));
    expect(await screen.findByText('Every entry is sealed.')).toBeVisible();
    expect(screen.getByText(/^3 entries sealed/)).toBeVisible();
  });

  it.each(['Export', 'Verify in this browser'])(
    'sees the seal at the end of an export: %s',
    async name => {
      URL.createObjectURL = jest.fn(() => 'blob:log');
      URL.revokeObjectURL = jest.fn();
      const listCheckpoints = jest
        .fn()
        .mockResolvedValueOnce({ items: [sealedTo(2)], pageInfo: {} })
        .mockResolvedValue({ items: [sealedTo(3)], pageInfo: {} });
      await open(fakeApi({ listCheckpoints }));
      await screen.findByText('1 newer entry is not sealed yet.');
      await userEvent.click(screen.getByRole('button', { name }));
      expect(await screen.findByText('Every entry is sealed.')).toBeVisible();
    },
  );

  it('claims nothing about seals while it does not know', async () => {
    const refused = new Error('The seals are out of reach');
    await open(
      fakeApi({ listCheckpoints: async () => Promise.reject(refused) }),
    );
    expect(await screen.findByText(refused.message)).toBeVisible();
    expect(screen.queryByText('Nothing is sealed yet')).not.toBeInTheDocument();
  });

  it('verifies the exported log in the browser', async () => {
    await open(fakeApi());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Verify in this browser' }),
    );
    expect(
      await screen.findByText('The log is whole: 3 entries, checked here'),
    ).toBeInTheDocument();
  });

  it('names the first entry that somebody changed', async () => {
    const text = exportOf(logOf(3)).replace('"firm":1', '"firm":9');
    await open(fakeApi({ exportAudit: async () => new Response(text) }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Verify in this browser' }),
    );
    expect(
      await screen.findByText('The log is not what was signed'),
    ).toBeInTheDocument();
    expect(screen.getByText(/First at entry 1\./)).toBeInTheDocument();
  });

  it('keeps its filters in the URL, and says when nothing meets them', async () => {
    const api = fakeApi();
    await open(api, '/?action=release.create');
    expect(
      await screen.findByText('Nothing in the log for these filters'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await screen.findByRole('table')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('Actor'), 'user:default/x');
    await waitFor(() =>
      expect(api.listAudit).toHaveBeenLastCalledWith(
        { query: expect.objectContaining({ actor: 'user:default/x' }) },
        expect.anything(),
      ),
    );
  });

  it('says so when the log may not be read', async () => {
    const refused = Object.assign(new Error('no'), { statusCode: 403 });
    await open(fakeApi({ listAudit: async () => Promise.reject(refused) }));
    expect(
      await screen.findByText(/releases\.audit\.read/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'You may not read the audit log' }),
    ).toBeVisible();
  });
});
