import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  eventReadPermission,
  releaseReadPermission,
  windowReadPermission,
} from '@release-desk/plugin-releases-common';
import Router from 'express-promise-router';

const ROWS = 500;

/**
 * What everything is measured against, in the same backend: a route that does
 * nothing, and one that runs a single SELECT of 500 rows and serialises them.
 * Both find out who asks and ask the permission policy, as any route must.
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
        await knex.schema.createTable('rows', table => {
          table.increments('id');
          table.string('kind', 16);
          table.string('title', 200);
          table.string('owner', 255);
          table.string('time_zone', 64);
          table.bigInteger('start_ms');
          table.bigInteger('end_ms');
          table.text('data');
        });
        await knex.batchInsert(
          'rows',
          Array.from({ length: ROWS }, (_, index) => ({
            kind: 'release',
            title: `component-${index} 1.${index}.0`,
            owner: `group:default/team-${index % 12}`,
            time_zone: 'Europe/Berlin',
            start_ms: Date.now() + index * 60_000,
            end_ms: Date.now() + index * 60_000 + 7_200_000,
            data: JSON.stringify({
              entities: [`component:default/component-${index}`],
              environments: ['resource:default/production-eu'],
            }),
          })),
          100,
        );

        const router = Router();
        router.use(async (req, _res, next) => {
          const credentials = await httpAuth.credentials(req);
          await userInfo.getUserInfo(credentials);
          await permissions.authorizeConditional(
            [
              { permission: windowReadPermission },
              { permission: releaseReadPermission },
              { permission: eventReadPermission },
              { permission: catalogEntityReadPermission },
            ],
            { credentials },
          );
          next();
        });
        router.get('/nothing', async (_req, res) => {
          res.json({});
        });
        router.get('/rows', async (_req, res) => {
          res.json({ items: await knex('rows').select('*').limit(ROWS) });
        });
        httpRouter.use(router);
      },
    });
  },
});
