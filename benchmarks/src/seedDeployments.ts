import { Knex } from 'knex';
import { MATRIX_COMPONENTS, MATRIX_ENVIRONMENTS } from './matrixCompany';

const CELLS = MATRIX_COMPONENTS * MATRIX_ENVIRONMENTS;
const AT_ONCE = 50_000;
const LINES = 5;

/**
 * Deployments `from` to `to`, written by the database itself, the last of them
 * today. Every component is deployed everywhere once in each round, a new version
 * into development, and a version more behind in each tier from there on; one of
 * seventeen fails.
 */
export async function seedDeployments(
  knex: Knex,
  range: { from: number; to: number; of: number },
): Promise<void> {
  const rounds = Math.ceil(range.of / CELLS);
  const begin = Date.now() - rounds * 3_600_000;
  for (let from = range.from; from < range.to; from += AT_ONCE)
    await knex.raw(
      `insert into environments_deployments (
        id, component_ref, environment_ref, version, digest, run, url, actor,
        result, at, reported_at, reported_by, fingerprint
      )
      with recursive numbers(i) as (
        select cast(? as integer)
        union all
        select i + 1 from numbers where i + 1 < ?
      ),
      cells as (
        select i, i / ${CELLS} as round, i % ${MATRIX_COMPONENTS} as component,
          (i % ${CELLS}) / ${MATRIX_COMPONENTS} as environment
        from numbers
      )
      select
        '00000000-0000-4000-8000-'
          || substr('000000000000', 1, 12 - length(cast(i as text)))
          || cast(i as text),
        'component:default/component-' || cast(component as text),
        'resource:default/environment-' || cast(environment as text),
        '1.' || cast(round + 4 - environment / ${LINES} as text) || '.0',
        'sha256:${'9f2c'.repeat(16)}',
        'https://ci.example/runs/' || cast(i as text),
        null,
        'ci-' || cast(environment / ${LINES} as text),
        case when i % 17 = 0 then 'failed' else 'succeeded' end,
        cast(? as bigint) + round * 3600000,
        cast(? as bigint) + round * 3600000,
        'user:default/guest',
        null
      from cells`,
      [from, Math.min(from + AT_ONCE, range.to), begin, begin],
    );
}
