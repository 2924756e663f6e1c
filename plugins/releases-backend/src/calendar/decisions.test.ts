import { TestDatabases } from '@backstage/backend-test-utils';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { startReleases } from '../__testUtils__/startReleases';
import {
  CHECKOUT,
  company,
  GATEWAY,
  PAYMENTS,
  PLATFORM,
  PROD,
  STAGING,
} from './__testUtils__/company';
import { freezeInput, hence, releaseInput } from './__testUtils__/inputs';
import { rowCounts } from './__testUtils__/rowCounts';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'state and preview, %p',
  databaseId => {
    let knex: Knex;
    let client: ReleasesClient;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      const { clientOf } = await startReleases({ knex, entities: company });
      client = clientOf('user:default/ada');
    });

    it('says whether something may happen, why, and until when', async () => {
      const freeze = await client.createWindow({ body: freezeInput() });
      const query = { entityRef: CHECKOUT, environmentRef: PROD };
      const closed = await client.getWindowState({ query });
      expect(closed).toMatchObject({
        state: 'closed',
        acknowledge: false,
        because: [
          {
            windowId: freeze.id,
            effect: 'closes',
            title: 'Quarter end',
            scope: [
              { dimension: 'owner', value: PAYMENTS, entityRef: CHECKOUT },
              { dimension: 'environmentTier', value: 'production' },
            ],
          },
        ],
        nextTransition: {
          at: `${new Date(
            Date.parse(`${freeze.schedule.start}Z`) + 2 * 86_400_000,
          ).toISOString()}`,
          to: 'open',
        },
      });
      const { items } = await client.askWindowStates({
        body: {
          questions: [
            query,
            { ...query, environmentRef: STAGING },
            { ...query, entityRef: GATEWAY },
            { ...query, action: 'rollback' },
            { ...query, at: hence(60) },
            { entityRef: CHECKOUT },
            { ...query, startedAt: hence(-3) },
          ],
        },
      });
      expect(items.map(item => item.state)).toEqual([
        'closed',
        'open',
        'open',
        'open',
        'open',
        'closed',
        'open',
      ]);

      // Over relations: what the gateway depends on it, it drags along.
      await client.updateWindow({
        params: freeze,
        revision: 1,
        body: {
          selector: {
            owner: [PAYMENTS],
            kind: ['component'],
            expand: {
              relations: ['dependsOn'],
              direction: 'outgoing',
              hops: 1,
            },
          },
        },
      });
      const reached = await client.getWindowState({
        query: { ...query, entityRef: GATEWAY },
      });
      expect(reached.state).toBe('closed');
      expect(reached.because[0].scope).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            entityRef: CHECKOUT,
            path: [{ from: CHECKOUT, relation: 'dependsOn', to: GATEWAY }],
          }),
        ]),
      );

      const openness = await client.getOpenness({
        query: { entityRef: CHECKOUT, from: hence(-10), to: hence(100) },
      });
      expect(openness.items.map(item => item.environmentRef).sort()).toEqual([
        PROD,
        STAGING,
      ]);
      const [prod] = openness.items.filter(
        item => item.environmentRef === PROD,
      );
      expect(prod.environmentTier).toBe('production');
      expect(prod.now.state).toBe('closed');
      expect(prod.spans.map(span => span.state)).toEqual([
        'open',
        'closed',
        'open',
      ]);
      expect(prod.spans[1].windowIds).toEqual([freeze.id]);
    });

    it('answers for instants beyond the horizon of the timeline', async () => {
      const far = await client.createWindow({
        body: freezeInput({
          schedule: {
            start: '2041-01-01T00:00:00',
            timeZone: 'UTC',
            duration: 'P1D',
          },
        }),
      });
      const at = async (instant: string) =>
        client.getWindowState({ query: { entityRef: CHECKOUT, at: instant } });
      expect((await at('2041-01-01T12:00:00Z')).because[0]?.windowId).toBe(
        far.id,
      );
      expect((await at('2040-12-31T12:00:00Z')).nextTransition).toEqual({
        at: '2041-01-01T00:00:00.000Z',
        to: 'closed',
      });
      expect((await at(hence(0))).state).toBe('open');
    });

    it('previews a freeze without writing anything', async () => {
      const release = await client.createRelease({ body: releaseInput() });
      const other = await client.createWindow({
        body: freezeInput({ title: 'Another', selector: { ref: [CHECKOUT] } }),
      });
      await client.createWindow({
        body: freezeInput({ title: 'Elsewhere', selector: { ref: [GATEWAY] } }),
      });
      const before = await rowCounts(knex);
      const { schedule, selector } = freezeInput();
      const preview = await client.previewWindow({
        body: {
          kind: 'freeze',
          schedule: { ...schedule, rrule: 'FREQ=WEEKLY' },
          selector: { ...selector, kind: ['component'] },
        },
      });
      expect(preview).toMatchObject({
        occurrenceCount: { more: true },
        entities: {
          total: 1,
          matched: 1,
          overRelations: 0,
          owners: 1,
          hidden: 0,
          items: [{ ref: CHECKOUT, owner: PAYMENTS }],
          environments: [{ ref: PROD, tier: 'production' }],
        },
        releases: [{ id: release.id, entities: [CHECKOUT] }],
        overlaps: [{ id: other.id, title: 'Another' }],
        warnings: [],
      });
      expect(preview.occurrences).toHaveLength(5);
      expect(preview.occurrenceCount.count).toBeGreaterThan(100);
      expect(
        (
          await client.previewWindow({
            body: { kind: 'freeze', schedule, selector, windowId: other.id },
          })
        ).overlaps,
      ).toEqual([]);
      const empty = await client.previewWindow({
        body: {
          kind: 'allow',
          selector: { owner: [PLATFORM], tag: ['nowhere'] },
        },
      });
      expect(empty.warnings).toHaveLength(2);
      expect(empty.releases).toEqual([]);
      expect(await rowCounts(knex)).toEqual(before);
    });
  },
);
