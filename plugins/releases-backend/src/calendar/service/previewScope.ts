import {
  EntityFacts,
  EntitySelector,
  PathStep,
  Preview,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { CallContext } from '../../http/types';
import { CatalogChecks } from './CatalogChecks';

/** A catalog of this size is looked at whole. */
const MOST_ENTITIES = 20_000;
const SHOWN = 200;

export interface ScopeReach {
  /** Every entity in scope, also those that the caller may not read. */
  entities: EntityFacts[];
  environments: EntityFacts[];
  shown: Preview['entities'];
}

/** What a scope covers, as far as the caller may read it. */
export async function reachOf(
  options: { catalogView: CatalogView; checks: CatalogChecks },
  selector: EntitySelector,
  context: CallContext,
): Promise<ScopeReach> {
  const { catalogView, checks } = options;
  const { items, total } = await catalogView.matchEntities(selector, {
    limit: MOST_ENTITIES,
  });
  const environments = await catalogView.matchEnvironments(selector);
  const visible = await checks.visible(
    [
      ...items.flatMap(({ facts, path }) => [
        facts.ref,
        ...(facts.owner ? [facts.owner] : []),
        ...refsOfPath(path),
      ]),
      ...environments.map(({ ref }) => ref),
    ],
    context,
  );
  const readable = items.filter(({ facts }) => visible.has(facts.ref));
  const direct = readable.filter(({ path }) => !path);
  const reached = readable.filter(({ path }) => path);
  const owners = new Set(readable.flatMap(({ facts }) => facts.owner ?? []));
  return {
    entities: items.map(({ facts }) => facts),
    environments,
    shown: {
      total: readable.length,
      matched: direct.length,
      overRelations: reached.length,
      owners: owners.size,
      environments: environments
        .filter(({ ref }) => visible.has(ref))
        .map(({ ref, title, name, environmentTier }) => ({
          ref,
          title: title ?? name,
          ...(environmentTier && { tier: environmentTier }),
        })),
      items: [...direct, ...reached].slice(0, SHOWN).map(({ facts, path }) => ({
        ref: facts.ref,
        kind: facts.kind,
        title: facts.title ?? facts.name,
        ...(facts.owner && visible.has(facts.owner) && { owner: facts.owner }),
        // A path over what they may not read would name it.
        ...(path &&
          refsOfPath(path).every(ref => visible.has(ref)) && { path }),
      })),
      hidden: total - readable.length,
    },
  };
}

function refsOfPath(path: PathStep[] = []): string[] {
  return path.flatMap(({ from, to }) => [from, to]);
}
