import { Entity, stringifyEntityRef } from '@backstage/catalog-model';

export type SubjectKind =
  | 'component'
  | 'api'
  | 'resource'
  | 'system'
  | 'domain'
  | 'environment'
  | 'entity';

/** The entity that a tab or card speaks of. */
export interface Subject {
  /** Lower-cased. */
  ref: string;
  name: string;
  kind: SubjectKind;
  /** Of a system: the components, APIs and resources that ship in it. */
  parts: string[];
  /** Of a domain: its systems. */
  systems: string[];
}

const KINDS: SubjectKind[] = [
  'component',
  'api',
  'resource',
  'system',
  'domain',
];
/** Asked about one by one at most; four calls of fifty questions. */
const MAX_PARTS = 100;

export function subjectOf(entity: Entity): Subject {
  const lower = entity.kind.toLocaleLowerCase('en-US') as SubjectKind;
  const isEnvironment =
    lower === 'resource' && entity.spec?.type === 'environment';
  const known = KINDS.includes(lower) ? lower : 'entity';
  const parts =
    lower === 'system'
      ? (entity.relations ?? [])
          .filter(({ type }) => type === 'hasPart')
          .map(({ targetRef }) => targetRef.toLocaleLowerCase('en-US'))
          .filter(ref => /^(component|api|resource):/.test(ref))
          .slice(0, MAX_PARTS)
      : [];
  const systems =
    lower === 'domain'
      ? (entity.relations ?? [])
          .filter(({ type }) => type === 'hasPart')
          .map(({ targetRef }) => targetRef.toLocaleLowerCase('en-US'))
          .filter(ref => ref.startsWith('system:'))
          .slice(0, MAX_PARTS)
      : [];
  return {
    ref: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
    name: entity.metadata.title ?? entity.metadata.name,
    kind: isEnvironment ? 'environment' : known,
    parts,
    systems,
  };
}
