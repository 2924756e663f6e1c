import {
  DEFAULT_ENVIRONMENT_KINDS,
  findForbiddenFlows,
  findRawData,
  networkZonesOf,
  parseEnvironment,
  promotionCycles,
} from '@release-desk/plugin-releases-common';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const root = path.resolve(__dirname, '../..');
const documents = parseAllDocuments(
  readFileSync(path.join(root, 'examples/catalog/environments.yaml'), 'utf8'),
).map(document => document.toJS());
const { releases } = parse(
  readFileSync(path.join(root, 'app-config.yaml'), 'utf8'),
);
const readings = documents.flatMap(
  entity =>
    parseEnvironment(entity, { kinds: DEFAULT_ENVIRONMENT_KINDS }) ?? [],
);
const environments = readings.map(({ environment }) => environment);

describe('the environments of the example company', () => {
  it('are described without a problem, and lead round nowhere', () => {
    expect(environments.length).toBeGreaterThan(10);
    expect(readings.flatMap(({ problems }) => problems)).toEqual([]);
    expect(promotionCycles(environments)).toEqual([]);
    const refs = environments.map(({ ref }) => ref);
    const next = environments.flatMap(item => item.nextEnvironment ?? []);
    expect(next.filter(ref => !refs.includes(ref))).toEqual([]);
  });

  it('hold raw data in one place, and lead into production from one', () => {
    expect(
      findRawData(environments).map(({ environmentRef }) => environmentRef),
    ).toEqual(['resource:default/test-1']);
    const zones = new Map(
      documents.map(({ kind, metadata }) => [
        `${kind}:default/${metadata.name}`.toLowerCase(),
        networkZonesOf(metadata.annotations ?? {}),
      ]),
    );
    const dependencies = documents.flatMap(({ kind, metadata, spec }) => {
      const from = `${kind}:default/${metadata.name}`.toLowerCase();
      return (spec.dependsOn ?? []).map((to: string) => ({
        environmentRef: from,
        from,
        to,
        toZones: zones.get(to) ?? [],
      }));
    });
    expect(
      findForbiddenFlows({
        environments,
        dependencies,
        allowed: releases.environments.allowedFlows,
      }).map(({ text }) => text),
    ).toEqual([
      'staging-us depends on resource:default/tax-tables-us, which lives in prod-data.',
    ]);
  });
});
