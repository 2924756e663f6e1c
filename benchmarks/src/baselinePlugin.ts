import {
  BackstageCredentials,
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  eventReadPermission,
  releaseReadPermission,
  windowReadPermission,
} from '@release-desk/plugin-releases-common';
import { Router as createRouter, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Knex } from 'knex';
import { componentRef, environmentRef, teamRef } from './company';

const ROWS = 500;
const KEPT_MS = 5000;

const PERMISSIONS = [
  windowReadPermission,
  releaseReadPermission,
  eventReadPermission,
  catalogEntityReadPermission,
].map(permission => ({ permission }));

/**
 * What everything is measured against, in the same backend: a route that does
 * nothing, one that runs a single SELECT of 500 rows and serialises them, and one
 * that inserts one such row in a transaction of its own. All of them find out who asks and ask the permission policy: under `/asking` on each
 * request, as routes of Backstage do, and under `/keeping` with the answer kept
 * for as long as Release Desk keeps it.
 */
export const baselinePlugin = createBackendPlugin({
  pluginId: 'baseline',
  register(env) {
    env.registerInit({
      deps: {
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        userInfo: coreServices.userInfo,
      },
      async init({ database, httpAuth, httpRouter, permissions, userInfo }) {
        const knex = await database.getClient();
        if (/sqlite/.test(knex.client.config.client)) {
          // As Release Desk has it.
          await knex.raw('pragma journal_mode = wal');
          await knex.raw('pragma synchronous = full');
        }
        await createRows(knex);
        const routes = createRoutes(knex);

        const ask = (credentials: BackstageCredentials) =>
          permissions.authorizeConditional(PERMISSIONS, { credentials });
        const askSometimes = kept(ask);

        for (const [path, authorize] of [
          ['/asking', ask],
          ['/keeping', askSometimes],
        ] as const) {
          const router = PromiseRouter();
          router.use(async (req, _res, next) => {
            const credentials = await httpAuth.credentials(req);
            await userInfo.getUserInfo(credentials);
            await authorize(credentials);
            next();
          });
          router.use(routes);
          httpRouter.use(createRouter().use(path, router));
        }
      },
    });
  },
});

function kept<T>(
  ask: (credentials: BackstageCredentials) => Promise<T>,
): (credentials: BackstageCredentials) => Promise<T> {
  const answers = new Map<string, { until: number; answer: Promise<T> }>();
  return async credentials => {
    const key = JSON.stringify(credentials.principal);
    const known = answers.get(key);
    if (known && known.until > Date.now()) return known.answer;
    const answer = ask(credentials);
    answers.set(key, { until: Date.now() + KEPT_MS, answer });
    return answer;
  };
}

function createRoutes(knex: Knex): Router {
  const router = PromiseRouter();
  let written = 0;
  router.get('/nothing', async (_req, res) => {
    res.json({});
  });
  router.get('/rows', async (req, res) => {
    const items = await knex('rows')
      .orderBy(['start_ms', 'id'])
      .limit(Number(req.query.limit ?? ROWS))
      .select('*');
    res.json({ items });
  });
  router.post('/row', async (_req, res) => {
    const row = rowOf(ROWS + written++, Date.now());
    await knex.transaction(async tx => {
      await tx('rows').insert(row);
    });
    res.status(201).json(row);
  });
  return router;
}

/** As wide as what the timeline keeps of an item. */
async function createRows(knex: Knex): Promise<void> {
  await knex.schema.createTable('rows', table => {
    table.string('id', 36).primary();
    table.string('source_id', 36).notNullable();
    table.string('kind', 16).notNullable();
    table.string('title', 200).notNullable();
    table.string('owner', 255).notNullable();
    table.string('time_zone', 64).notNullable();
    table.bigInteger('start_ms').notNullable();
    table.bigInteger('end_ms').notNullable();
    table.integer('recurring').notNullable();
    table.string('status', 32);
    table.string('enforcement', 16);
    table.string('category', 32);
    table.string('vendor', 100);
    table.bigInteger('move_by');
    table.integer('revision').notNullable();
    table.text('data').notNullable();
    table.index(['start_ms', 'id']);
  });
  const start = Date.now();
  await knex.batchInsert(
    'rows',
    Array.from({ length: ROWS }, (_, index) => rowOf(index, start)),
    20,
  );
}

function rowOf(index: number, start: number) {
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return {
    id,
    source_id: id,
    kind: 'release',
    title: `component-${index} 1.${index}.0`,
    owner: teamRef(index),
    time_zone: 'Europe/Berlin',
    start_ms: start + index * 60_000,
    end_ms: start + index * 60_000 + 7_200_000,
    recurring: 0,
    status: 'planned',
    revision: 1,
    data: JSON.stringify({
      selector: {
        ref: [componentRef(index)],
        environment: [environmentRef(index)],
      },
      entities: [{ ref: componentRef(index), version: `1.${index}.0` }],
    }),
  };
}
