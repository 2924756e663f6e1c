import { RunningBackend } from './backend';

/** The suite's own view of the catalog is filled by a task of its own. */
export async function untilCatalogIsRead(
  { knex }: RunningBackend,
  entities: number,
): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const [{ n }] = await knex('catalog_entities').count({ n: '*' });
    if (Number(n) >= entities) return;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error('The catalog was not read in two minutes');
}
