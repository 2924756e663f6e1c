import fc from 'fast-check';
import type { PathEnvironment } from '../path';
import { addDeployment, runningIn } from './cell';
import {
  driftBetween,
  findBrokenPromotions,
  versionMatrix,
  VersionSighting,
} from './matrix';
import { compareVersions, orderVersions } from './order';
import {
  CellDeployment,
  Deployment,
  deploymentInputSchema,
  VersionCell,
} from './schema';

function on(day: number): string {
  return new Date(Date.UTC(2026, 10, day)).toISOString();
}

function deployed(
  day: number,
  version: string,
  change: Partial<CellDeployment> = {},
): CellDeployment {
  return {
    id: `d${day}`,
    version,
    at: on(day),
    result: 'succeeded',
    ...change,
  };
}

function cell(
  componentRef: string,
  environmentRef: string,
  ...deployments: CellDeployment[]
): VersionCell {
  return deployments.reduce<VersionCell>(
    (known, one) => addDeployment(known, one) ?? known,
    { componentRef, environmentRef },
  );
}

describe('addDeployment', () => {
  it('tells what runs from what was tried last', () => {
    const failed = cell(
      'c',
      'e',
      deployed(1, '1.0'),
      deployed(2, '1.1', { result: 'failed' }),
    );
    expect(runningIn(failed)?.version).toBe('1.0');
    expect(failed.latest).toMatchObject({ version: '1.1', result: 'failed' });
    const removed = cell(
      'c',
      'e',
      deployed(1, '1.0'),
      deployed(3, '1.0', { result: 'removed' }),
    );
    expect(runningIn(removed)).toBeUndefined();
  });

  it('ends the same in whatever order reports arrive, and however often', () => {
    const deployments = fc.uniqueArray(
      fc.record({
        id: fc.string({ minLength: 1, maxLength: 2 }),
        version: fc.constantFrom('1', '2', '3'),
        at: fc.integer({ min: 1, max: 3 }).map(on),
        result: fc.constantFrom<Deployment['result']>(
          'succeeded',
          'failed',
          'in-progress',
          'removed',
        ),
      }),
      { selector: item => item.id },
    );
    fc.assert(
      fc.property(
        deployments.chain(list =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(list, { minLength: list.length }),
          ),
        ),
        ([list, shuffled]) => {
          const once = cell('c', 'e', ...list);
          expect(cell('c', 'e', ...shuffled, ...list)).toEqual(once);
          for (const one of list) {
            expect(addDeployment(once, one)).toBeUndefined();
          }
        },
      ),
    );
  });
});

describe('the order of versions', () => {
  it('is by number, as Semantic Versioning says', () => {
    const ordered = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      'v1.0.1+build.5',
      '1.2',
      '1.10.0',
      '118',
      '2026.11.2',
    ];
    expect(
      orderVersions(
        [...ordered].reverse().map((version, index) => ({
          version,
          firstAt: on(index + 1),
        })),
      ),
    ).toEqual(ordered);
    expect(compareVersions('12.3', 'v12.3.0')).toBe(0);
    expect(compareVersions('12.3', 'main')).toBeUndefined();
  });

  it('is by first sight where there are no numbers', () => {
    expect(
      orderVersions([
        { version: 'f00d', firstAt: on(3) },
        { version: '1.0', firstAt: on(2) },
        { version: 'f00d', firstAt: on(1) },
      ]),
    ).toEqual(['f00d', '1.0']);
  });
});

const environments: PathEnvironment[] = [
  { ref: 'dev', name: 'dev', tier: 'development', nextEnvironment: 'staging' },
  { ref: 'staging', name: 'staging', tier: 'staging', nextEnvironment: 'prod' },
  { ref: 'prod', name: 'prod', tier: 'production' },
];

/** `dev 3 5.12.0`: seen there first on that day. */
function seen(componentRef: string, ...lines: string[]): VersionSighting[] {
  return lines.map(line => {
    const [environmentRef, day, version] = line.split(' ');
    return { componentRef, environmentRef, version, firstAt: on(Number(day)) };
  });
}

const sightings = seen(
  'cart',
  'dev 1 3.17.5',
  'dev 5 3.18.0',
  'dev 7 3.19.0',
  'dev 9 3.20.1',
  'staging 2 3.17.5',
  'staging 6 3.18.0',
  'staging 10 3.20.1',
  'prod 4 3.17.5',
);

describe('versionMatrix', () => {
  const cells = [
    cell('cart', 'dev', deployed(9, '3.20.1')),
    cell('cart', 'staging', deployed(10, '3.20.1')),
    cell('cart', 'prod', deployed(4, '3.17.5')),
    cell(
      'web',
      'dev',
      deployed(3, '1.0'),
      deployed(8, '1.1', { result: 'failed' }),
    ),
    cell(
      'web',
      'prod',
      deployed(9, '1.1'),
      deployed(10, '1.2', { result: 'in-progress' }),
    ),
  ];
  const [cart, web, idle] = versionMatrix({
    components: ['cart', 'web', 'idle'],
    environments,
    cells,
    sightings: [...sightings, ...seen('web', 'dev 3 1.0', 'prod 9 1.1')],
    isExpected: (component, environment) =>
      component === 'idle' && environment === 'dev',
  });

  it('says how far each place is ahead of production, and since when', () => {
    expect(cart.cells.map(item => item.drift)).toEqual([
      { against: 'prod', steps: 3, since: on(5) },
      { against: 'prod', steps: 3, since: on(6) },
      undefined,
    ]);
    expect(cart.ahead).toEqual({ against: 'prod', steps: 3, since: on(5) });
  });

  it('marks what is behind, what failed and what is under way', () => {
    expect(web.cells[0]).toMatchObject({
      state: 'runs',
      current: { version: '1.0' },
      lastFailed: true,
      drift: { steps: -1 },
    });
    expect(web.cells[0].drift?.since).toBeUndefined();
    expect(web.cells[1]).toMatchObject({ state: 'not-deployed' });
    expect(web.cells[2]).toMatchObject({
      current: { version: '1.1' },
      deploying: true,
    });
    expect(web.ahead).toBeUndefined();
  });

  it('tells what is not there from what nobody reported', () => {
    expect(idle.cells.map(item => item.state)).toEqual([
      'not-reported',
      'not-deployed',
      'not-deployed',
    ]);
  });

  it('answers the same for one cell alone', () => {
    expect(
      driftBetween({
        version: '3.20.1',
        environmentRef: 'staging',
        against: { environmentRef: 'prod', version: '3.17.5' },
        sightings,
      }),
    ).toEqual(cart.cells[1].drift);
    expect(
      driftBetween({
        version: '9',
        environmentRef: 'staging',
        against: { environmentRef: 'prod', version: '3.17.5' },
        sightings,
      }),
    ).toBeUndefined();
  });

  it('is done within a moment for 300 components in 20 environments', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({
      ...environments[index % 3],
      ref: `e${index}`,
      name: `e${index}`,
      nextEnvironment: undefined,
    }));
    const components = Array.from({ length: 300 }, (_, index) => `c${index}`);
    const all = components.flatMap(component =>
      many.map((item, index) =>
        cell(component, item.ref, deployed(index + 1, `1.${index}.0`)),
      ),
    );
    const everySighting = all.flatMap(({ componentRef, environmentRef }) =>
      seen(
        componentRef,
        ...[1, 2, 3].map(day => `${environmentRef} ${day} 1.${day}.0`),
      ),
    );
    const began = performance.now();
    expect(
      versionMatrix({
        components,
        environments: many,
        cells: all,
        sightings: everySighting,
      }),
    ).toHaveLength(300);
    expect(performance.now() - began).toBeLessThan(1500);
  });
});

describe('a broken promotion', () => {
  const tested = { digest: 'sha256:9f2c', run: '8841' };
  const rebuilt = { digest: 'sha256:41ab', run: '8853', actor: 'ci-prod' };
  const cells = [
    cell('search', 'prod', deployed(19, '2.7.1', rebuilt)),
    cell('search', 'staging', deployed(18, '2.7.1', tested)),
    cell('search', 'dev', deployed(17, '2.8.0', rebuilt)),
    cell('other', 'dev', deployed(17, '2.7.1', rebuilt)),
    cell('other', 'prod', deployed(20, '2.7.1')),
  ];

  it('is one version with two digests, the tested one first', () => {
    expect(findBrokenPromotions(cells)).toEqual([
      {
        componentRef: 'search',
        version: '2.7.1',
        digests: [
          {
            digest: 'sha256:9f2c',
            places: [{ environmentRef: 'staging', at: on(18), run: '8841' }],
          },
          {
            digest: 'sha256:41ab',
            places: [
              {
                environmentRef: 'prod',
                at: on(19),
                run: '8853',
                actor: 'ci-prod',
              },
            ],
          },
        ],
      },
    ]);
    const [row] = versionMatrix({
      components: ['search'],
      environments,
      cells,
      sightings: [],
    });
    expect(row.cells.map(item => item.brokenPromotion)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('is over when the tested digest runs in both', () => {
    const mended = cell('search', 'prod', deployed(21, '2.7.1', tested));
    expect(findBrokenPromotions([mended, cells[1]])).toEqual([]);
  });
});

describe('the schema of a deployment', () => {
  const input = {
    componentRef: 'component:default/cart',
    environmentRef: 'resource:default/dev',
    version: '3.20.1',
    digest: `SHA256:${'9F'.repeat(32)}`,
  };
  it('takes what has succeeded unless told, and a digest in any case', () => {
    expect(deploymentInputSchema.parse(input)).toMatchObject({
      result: 'succeeded',
      digest: `sha256:${'9f'.repeat(32)}`,
    });
    expect(
      deploymentInputSchema.safeParse({ ...input, digest: 'latest' }).error
        ?.issues[0].path,
    ).toEqual(['digest']);
  });
});
