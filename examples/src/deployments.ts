import {
  DeploymentInput,
  ReleasesClient,
} from '@release-desk/plugin-releases-common';
import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import { at, Days, instant } from './days';
import { VERSION_PLACES, VERSION_ROWS } from './deploymentRows';
import { CHECKOUT_VERSIONS } from './promotionRows';
import { Tally } from './reconcile';

const RUNS = 6;
const HOURS_BETWEEN_RUNS = 28;
const AT_ONCE = 6;

/** What was deployed where, by the rows and by the runs of checkout-api. */
export function exampleDeployments(days: Days): DeploymentInput[] {
  return [
    ...VERSION_ROWS.flatMap(([component, ...places]) =>
      places.flatMap((text, index) =>
        deploymentsOf(component, VERSION_PLACES[index], text, days),
      ),
    ),
    ...checkoutRuns(days),
  ];
}

function deploymentsOf(
  component: string,
  place: string,
  text: string,
  days: Days,
): DeploymentInput[] {
  return [...text.matchAll(/([\w.]+)([!~*?]?)@(\d+)([hd])/g)].map(
    ([, version, mark, count, unit]) =>
      deployment({
        component,
        place,
        version,
        time: days.today.minus({
          [unit === 'h' ? 'hours' : 'days']: Number(count),
        }),
        build: mark,
        ...(mark === '!' && { result: 'failed' }),
        ...(mark === '~' && { result: 'in-progress' }),
      }),
  );
}

/** Each version six times into staging-us, and on into production after two of them. */
function checkoutRuns(days: Days): DeploymentInput[] {
  const last = checkoutCame(days);
  // The last one has just come.
  const total = (CHECKOUT_VERSIONS.length - 1) * RUNS;
  return CHECKOUT_VERSIONS.flatMap(([version, failed], index) => {
    const isLast = index === CHECKOUT_VERSIONS.length - 1;
    const came = (run: number) =>
      last.minus({ hours: (total - index * RUNS - run) * HOURS_BETWEEN_RUNS });
    const runs = Array.from({ length: isLast ? 1 : RUNS }, (_, run) =>
      deployment({
        component: 'checkout-api',
        place: 'staging-us',
        version,
        time: came(run),
        // Not the first: it has come.
        ...(run > 0 && run <= failed && { result: 'failed' }),
      }),
    );
    const promoted = deployment({
      component: 'checkout-api',
      place: 'production-us',
      version,
      time: came(1).plus({ hours: 14 }),
    });
    return isLast ? runs : [...runs, promoted];
  });
}

/** When the version that asks now came to staging-us: yesterday afternoon. */
export function checkoutCame(days: Days): DateTime {
  return at(days.inDays(-1), '16:30');
}

function deployment(options: {
  component: string;
  place: string;
  version: string;
  time: DateTime;
  /** `*`: again; `?`: nobody told. */
  build?: string;
  result?: DeploymentInput['result'];
}): DeploymentInput {
  const { component, place, version, time, build, result } = options;
  const hash = (text: string) =>
    createHash('sha256').update(text).digest('hex');
  const digest = hash(`${component} ${version} ${build === '*' ? build : ''}`);
  const run = parseInt(
    hash(`${component} ${place} ${version}`).slice(0, 4),
    16,
  );
  return {
    componentRef: `component:default/${component}`,
    environmentRef: `resource:default/${place}`,
    version,
    ...(build !== '?' && { digest: `sha256:${digest}` }),
    run: `run ${run}`,
    actor: `ci-${place.split('-')[0]}`,
    at: instant(time),
    result: result ?? 'succeeded',
  };
}

/** Reports those that are not known yet, some at a time. */
export async function loadDeployments(options: {
  client: ReleasesClient;
  days: Days;
}): Promise<Tally> {
  const { client, days } = options;
  const wanted = exampleDeployments(days);
  const known = await knownDeployments(client, wanted);
  const missing = wanted.filter(item => !known.has(keyOf(item)));
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < missing.length) {
        const body = missing[next];
        next += 1;
        await client.reportDeployment({ body });
      }
    }),
  );
  return {
    created: missing.length,
    changed: 0,
    kept: wanted.length - missing.length,
  };
}

async function knownDeployments(
  client: ReleasesClient,
  wanted: DeploymentInput[],
): Promise<Set<string>> {
  const [from] = wanted.map(item => item.at!).sort();
  const known = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await client.listDeployments({
      query: { from, limit: 500, cursor },
    });
    for (const item of page.items) known.add(keyOf(item));
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return known;
}

function keyOf(item: DeploymentInput): string {
  const { componentRef, environmentRef, version, at: time, result } = item;
  return [componentRef, environmentRef, version, time, result].join(' ');
}
