import fc from 'fast-check';
import type { EnvironmentTier } from '../catalog/schema';
import {
  PathEnvironment,
  productionFor,
  promotionCycles,
  promotionPath,
  sortAlongPath,
} from './path';

function place(
  name: string,
  tier?: EnvironmentTier,
  next?: string,
  region?: string,
): PathEnvironment {
  return { ref: name, name, tier, nextEnvironment: next, region };
}

const places = [
  place('production-us', 'production', undefined, 'us'),
  place('production-eu', 'production', undefined, 'eu'),
  place('staging-us', 'staging', 'production-us', 'us'),
  place('staging-eu', 'staging', 'production-eu', 'eu'),
  place('perf', 'test', undefined, 'us'),
  place('test-1', 'test', 'staging-eu', 'eu'),
  place('preview', 'development', 'dev'),
  place('dev', 'development', 'test-1'),
  place('lost'),
];

describe('the promotion path', () => {
  it('leads from an environment to production', () => {
    expect(promotionPath('dev', places)).toEqual([
      'dev',
      'test-1',
      'staging-eu',
      'production-eu',
    ]);
    expect(promotionPath('nowhere', places)).toEqual([]);
    expect(
      promotionPath('dev', [place('dev', undefined, 'elsewhere')]),
    ).toEqual(['dev']);
  });

  it('sorts a board, tier by tier, what leads on first', () => {
    expect(sortAlongPath(places).map(item => item.name)).toEqual([
      'lost',
      'preview',
      'dev',
      'perf',
      'test-1',
      'staging-eu',
      'staging-us',
      'production-eu',
      'production-us',
    ]);
  });

  it('finds the production that an environment is compared with', () => {
    const of = (name: string) =>
      productionFor(places.find(item => item.name === name)!, places);
    expect(of('dev')).toBe('production-eu');
    // Not on a path: by region, or else the first.
    expect(of('perf')).toBe('production-us');
    expect(of('lost')).toBe('production-eu');
    expect(of('production-us')).toBeUndefined();
    expect(productionFor(place('dev'), [])).toBeUndefined();
  });

  it('names a path that leads round, once', () => {
    expect(promotionCycles(places)).toEqual([]);
    expect(
      promotionCycles([
        place('in', undefined, 'c'),
        place('c', undefined, 'a'),
        place('b', undefined, 'c'),
        place('a', undefined, 'b'),
      ]),
    ).toEqual([['a', 'b', 'c']]);
  });

  it('ends on any graph, without naming a place twice', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const graphs = fc.tuple(
      ...names.map(name =>
        fc
          .option(fc.constantFrom(...names, 'gone'), { nil: undefined })
          .map(next => place(name, undefined, next)),
      ),
    );
    fc.assert(
      fc.property(graphs, graph => {
        for (const { ref } of graph) {
          const path = promotionPath(ref, graph);
          expect(new Set(path).size).toBe(path.length);
        }
        const inCycle = promotionCycles(graph).flat();
        expect(new Set(inCycle).size).toBe(inCycle.length);
        expect(sortAlongPath(graph)).toHaveLength(graph.length);
      }),
    );
  });
});
