import { z } from 'zod';
import { isEnvironment } from '../catalog/matchSelector';
import { EntityFacts, environmentTierSchema } from '../catalog/schema';
import { entityRefSchema, instantSchema } from '../http/values';
import * as a from './annotations';

const { ENVIRONMENT_ANNOTATIONS } = a;

/**
 * Where the data of an environment is from, and who said that it may be there.
 *
 * @public
 */
export const dataSetSchema = z.object({
  method: a.dataMethodSchema,
  /** Where it was taken from: an entity ref, or words. */
  source: z.string().optional(),
  classification: a.dataClassificationSchema.optional(),
  refreshedAt: instantSchema.optional(),
  approvedBy: z.string().optional(),
});
/** @public */
export type DataSet = z.infer<typeof dataSetSchema>;

/**
 * An environment as the catalog describes it. What is absent is not known.
 *
 * @public
 */
export const environmentSchema = z.object({
  ref: entityRefSchema,
  name: z.string(),
  title: z.string().optional(),
  /** Of `spec.owner`; the claim may name another. */
  catalogOwner: z.string().optional(),
  system: z.string().optional(),
  tier: environmentTierSchema.optional(),
  lifecycle: a.lifecycleClassSchema.optional(),
  region: z.string().optional(),
  /** Within the region. */
  zone: z.string().optional(),
  /** Where what runs here goes next. */
  nextEnvironment: entityRefSchema.optional(),
  costPerDay: a.moneySchema.optional(),
  networkZones: z.array(z.string()),
  /** Who may deploy here; absent when nobody has said. */
  deployIdentities: z.array(z.string()).optional(),
  dataSet: dataSetSchema.optional(),
});
/** @public */
export type Environment = z.infer<typeof environmentSchema>;

/**
 * What counts as an environment: a kind, and its type unless every entity of
 * the kind is one. Compared in lower case.
 *
 * @public
 */
export interface EnvironmentKind {
  kind: string;
  type?: string;
}

/** @public */
export const DEFAULT_ENVIRONMENT_KINDS: readonly EnvironmentKind[] = [
  { kind: 'resource', type: 'environment' },
];

/** As much of a catalog entity as an environment is read from. @public */
export interface EnvironmentEntity {
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    title?: string;
    annotations?: Record<string, string>;
  };
  spec?: Record<string, unknown>;
}

/**
 * `problems` is empty when everything could be read. A line that could not be
 * is left out of the environment, so that one bad annotation does not hide it.
 *
 * @public
 */
export interface EnvironmentReading {
  environment: Environment;
  problems: a.AnnotationProblem[];
}

interface Context {
  kind: string;
  namespace: string;
}

function lower(text: string): string {
  return text.toLocaleLowerCase('en-US');
}

function fullRef(text: string, defaults: Context): a.Reading<string> {
  const match = /^(?:([^:/]+):)?(?:([^:/]+)\/)?([^:/]+)$/.exec(text);
  const [, kind = defaults.kind, namespace = defaults.namespace, name] =
    match ?? [];
  const ref = entityRefSchema.safeParse(`${kind}:${namespace}/${name}`);
  return match && ref.success
    ? { value: ref.data }
    : { expected: 'an entity ref, such as resource:default/staging-eu' };
}

/** Reads the annotations one after the other and gathers what is wrong with them. */
function readerOf(annotations: Record<string, string>) {
  const problems: a.AnnotationProblem[] = [];
  function read<T>(
    line: keyof typeof ENVIRONMENT_ANNOTATIONS,
    reader: (text: string) => a.Reading<T>,
  ): T | undefined {
    const annotation = ENVIRONMENT_ANNOTATIONS[line];
    const value = annotations[annotation];
    if (value === undefined) {
      return undefined;
    }
    const text = value.trim();
    const reading = text === '' ? { expected: 'a value' } : reader(text);
    if ('value' in reading) {
      return reading.value;
    }
    problems.push({ annotation, value, expected: reading.expected });
    return undefined;
  }
  return { read, problems };
}

type Reader = ReturnType<typeof readerOf>;

function readDataSet({ read, problems }: Reader): DataSet | undefined {
  const method = read('dataSet', a.readDataMethod);
  const rest = {
    source: read('dataSource', a.readText),
    classification: read('dataClassification', a.readClassification),
    refreshedAt: read('dataRefreshedAt', a.readInstant),
    approvedBy: read('dataApprovedBy', a.readText),
  };
  const hasRest = Object.values(rest).some(value => value !== undefined);
  const annotation = ENVIRONMENT_ANNOTATIONS.dataSet;
  if (
    hasRest &&
    !method &&
    !problems.some(item => item.annotation === annotation)
  ) {
    problems.push({
      annotation,
      value: '',
      expected: `one of ${a.dataMethodSchema.options.join(
        ', ',
      )}, because other annotations describe the data`,
    });
  }
  return method && { method, ...defined(rest) };
}

function defined<T extends object>(record: T): T {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as T;
}

type Identity = Pick<
  Environment,
  'ref' | 'name' | 'title' | 'catalogOwner' | 'system'
>;

function readAnnotations(
  identity: Identity,
  annotations: Record<string, string>,
  context: Context,
): EnvironmentReading {
  const reader = readerOf(annotations);
  const { read, problems } = reader;
  const nextEnvironment = read('nextEnvironment', text => {
    const next = fullRef(text, context);
    return 'value' in next && next.value === identity.ref
      ? { expected: 'another environment than itself' }
      : next;
  });
  const environment = defined<Environment>({
    ...identity,
    tier: read('tier', a.readTier),
    lifecycle: read('lifecycle', a.readLifecycle),
    region: read('region', a.readText),
    zone: read('zone', a.readText),
    nextEnvironment,
    costPerDay: read('costPerDay', a.readMoney),
    networkZones: read('networkZone', a.readList) ?? [],
    deployIdentities: read('deployIdentities', a.readList),
    dataSet: readDataSet(reader),
  });
  return { environment, problems };
}

/**
 * The network zones that an entity says it is in; none when it does not say.
 *
 * @public
 */
export function networkZonesOf(
  annotations: Readonly<Record<string, string>>,
): string[] {
  const zones = a.readList(
    annotations[ENVIRONMENT_ANNOTATIONS.networkZone] ?? '',
  );
  return 'value' in zones ? zones.value : [];
}

/**
 * Whether an entity of this kind and type is an environment; compared in lower case.
 *
 * @public
 */
export function isOfKind(
  kind: string,
  type: string | undefined,
  kinds: readonly EnvironmentKind[],
): boolean {
  return kinds.some(
    item =>
      lower(item.kind) === lower(kind) &&
      (item.type === undefined ||
        (type !== undefined && lower(item.type) === lower(type))),
  );
}

/** @public */
export interface ParseEnvironmentOptions {
  /** A `Resource` of type `environment` unless told. */
  kinds?: readonly EnvironmentKind[];
}

/**
 * Reads an environment from a catalog entity, or answers `undefined` for an
 * entity that is none. A short ref in `next-environment` means the entity's own
 * kind and namespace.
 *
 * @public
 */
export function parseEnvironment(
  entity: EnvironmentEntity,
  options: ParseEnvironmentOptions = {},
): EnvironmentReading | undefined {
  const { kinds = DEFAULT_ENVIRONMENT_KINDS } = options;
  const { name, namespace = 'default', title, annotations } = entity.metadata;
  const spec = entity.spec ?? {};
  const type = typeof spec.type === 'string' ? spec.type : undefined;
  if (!isOfKind(entity.kind, type, kinds)) {
    return undefined;
  }
  const refOf = (value: unknown, defaultKind: string) => {
    const ref =
      typeof value === 'string'
        ? fullRef(value, { kind: defaultKind, namespace })
        : undefined;
    return ref && 'value' in ref ? ref.value : undefined;
  };
  return readAnnotations(
    {
      ref: lower(`${entity.kind}:${namespace}/${name}`),
      name,
      title,
      catalogOwner: refOf(spec.owner, 'group'),
      system: refOf(spec.system, 'system'),
    },
    annotations ?? {},
    { kind: entity.kind, namespace },
  );
}

/**
 * The same from what the suite already knows of the entity, which also knows
 * what the portal calls an environment.
 *
 * @public
 */
export function environmentOf(
  facts: EntityFacts,
  options: ParseEnvironmentOptions = {},
): EnvironmentReading | undefined {
  const { kinds } = options;
  const { ref, kind, type, name, title, owner, system, annotations } = facts;
  const isOne = kinds ? isOfKind(kind, type, kinds) : isEnvironment(facts);
  return isOne
    ? readAnnotations(
        { ref, name, title, catalogOwner: owner, system },
        annotations,
        { kind, namespace: ref.slice(ref.indexOf(':') + 1, ref.indexOf('/')) },
      )
    : undefined;
}
