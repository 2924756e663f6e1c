import { z } from 'zod';
import type { PathStep } from '../../catalog/schema';
import type { Environment } from '../environment';
import type { Finding } from './schema';

const zone = z.string().trim().min(1).max(200);

/**
 * A flow that is allowed from one network zone into another; `*` stands for any.
 * Within a zone everything may flow.
 *
 * @public
 */
export const allowedFlowSchema = z.strictObject({ from: zone, to: zone });
/** @public */
export type AllowedFlow = z.infer<typeof allowedFlowSchema>;

/** A dependency in the catalog of something that runs in an environment. @public */
export interface Dependency {
  /** Where `from` runs. */
  environmentRef: string;
  from: string;
  to: string;
  /** Where `to` lives; of its own annotation or of the environment it belongs to. */
  toZones: readonly string[];
  /** Of `from`, when it has its own; those of the environment otherwise. */
  fromZones?: readonly string[];
  /** Over the catalog's relations, when it is more than one step. */
  path?: readonly PathStep[];
  since?: string;
}

function isAllowed(
  from: string,
  to: string,
  flows: readonly AllowedFlow[],
): boolean {
  return (
    from === to ||
    flows.some(
      flow =>
        (flow.from === '*' || flow.from === from) &&
        (flow.to === '*' || flow.to === to),
    )
  );
}

/**
 * Dependencies that would have to cross network zones between which nothing may
 * flow. One may get there from any of its own zones into any of the other's; it
 * is a finding when no pair of them is allowed. Where either side names no zone,
 * nothing is known and nothing is found.
 *
 * @public
 */
export function findForbiddenFlows(options: {
  environments: readonly Environment[];
  dependencies: readonly Dependency[];
  allowed: readonly AllowedFlow[];
}): Finding[] {
  const { environments, dependencies, allowed } = options;
  const byRef = new Map(environments.map(item => [item.ref, item]));
  return dependencies.flatMap(dependency => {
    const environment = byRef.get(dependency.environmentRef);
    const fromZones = dependency.fromZones ?? environment?.networkZones ?? [];
    const pairs = fromZones.flatMap(from =>
      dependency.toZones.map(to => ({ from, to })),
    );
    if (
      !environment ||
      pairs.length === 0 ||
      pairs.some(({ from, to }) => isAllowed(from, to, allowed))
    ) {
      return [];
    }
    return [forbiddenFlow(environment, dependency, pairs)];
  });
}

function forbiddenFlow(
  environment: Environment,
  { from, to, path, since, toZones }: Dependency,
  pairs: readonly { from: string; to: string }[],
): Finding {
  const who =
    from === environment.ref
      ? environment.name
      : `${from} in ${environment.name}`;
  const over = path?.map(step => step.relation).join(', ');
  return {
    key: `forbidden-flow ${environment.ref} ${from} ${to}`,
    kind: 'forbidden-flow',
    severity: 'warning',
    environmentRef: environment.ref,
    entityRefs: [from, to],
    text: `${who} depends on ${to}, which lives in ${toZones.join(', ')}.`,
    evidence: pairs.map(pair => ({
      subject: from,
      observed: `${pair.from} to ${pair.to}${over ? ` over ${over}` : ''}`,
      expected: 'an allowed flow',
      ...(environment.tier && { tier: environment.tier }),
    })),
    ...(since && { since }),
  };
}
