import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { sharedDatabase } from './__testUtils__/sharedDatabase';
import { startReleases } from './__testUtils__/startReleases';
import { company, GATEWAY, PROD } from './calendar/__testUtils__/company';
import {
  deprecationInput,
  freezeInput,
  hence,
  releaseInput,
} from './calendar/__testUtils__/inputs';

jest.setTimeout(120_000);

const DERIVED = [
  'environments_deployed',
  'environments_versions',
  'environments_version_sightings',
  'environments_version_cells',
  'environments_identity_uses',
  'timeline_collisions',
  'timeline_overrides',
  'timeline_touches',
  'timeline_scope_keys',
  'timeline_items',
  'timeline_sources',
];

const directory = createMockDirectory();
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const bin = resolve(__dirname, '../bin/release-desk-rebuild');

async function run(...args: string[]) {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: directory.path,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => (stdout += chunk));
  child.stderr.on('data', chunk => (stderr += chunk));
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

async function derivedRows(knex: Knex): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const table of DERIVED)
    rows[table] = (await knex(table)).map(row => JSON.stringify(row)).sort();
  return rows;
}

describe.each(databases.eachSupportedId())('release-desk-rebuild, %p', id => {
  it('restores every derived row, and names what it could not derive', async () => {
    const { config, open } = await sharedDatabase({
      databases,
      id,
      directory: directory.path,
    });
    directory.addContent({
      'app-config.yaml': JSON.stringify({ backend: { database: config } }),
    });
    const knex = open();
    try {
      const { clientOf } = await startReleases({ knex, entities: company });
      const ada = clientOf('user:default/ada');
      const freeze = await ada.createWindow({ body: freezeInput() });
      const release = await ada.createRelease({ body: releaseInput() });
      await ada.createEvent({ body: deprecationInput() });
      const override = await ada.requestOverride({
        body: {
          windowId: freeze.id,
          releaseId: release.id,
          scope: {},
          reason: 'The shop is down for all',
          expiresAt: hence(3),
        },
      });
      await clientOf('user:default/bob').approveOverride({
        params: override,
        revision: 1,
        body: {},
      });

      await ada.reportDeployment({
        body: {
          componentRef: GATEWAY,
          environmentRef: PROD,
          version: '1.0.0',
          actor: 'ci',
        },
      });

      const before = await derivedRows(knex);
      for (const table of DERIVED) {
        expect(before[table]).not.toEqual([]);
        await knex(table).delete();
      }
      expect(await run('--config', 'app-config.yaml')).toEqual({
        code: 0,
        stdout: expect.stringMatching(
          /^Derived 3 sources and 1 components anew in \S+ s, removed 0, failed 0\n$/,
        ),
        stderr: '',
      });
      expect(await derivedRows(knex)).toEqual(before);

      await knex('calendar_windows').update({ schedule: '{"start":"never"}' });
      expect(await run('--config', 'app-config.yaml')).toEqual({
        code: 1,
        stdout: expect.stringContaining('Derived 2 sources'),
        stderr: expect.stringContaining(freeze.id),
      });
      expect(await derivedRows(knex)).toEqual(before);
    } finally {
      await knex.destroy();
    }
  });
});

it('does nothing without a configuration, and says how it is called', async () => {
  expect(await run('--config', 'nowhere.yaml')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('nowhere.yaml'),
  });
  expect(await run('--now')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Usage: release-desk-rebuild'),
  });
});
