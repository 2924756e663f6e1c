import {
  EndpointOutput,
  Environment,
  EntityFacts,
  MatrixRow,
  productionFor,
  ReleasesContract,
  sortAlongPath,
  versionMatrix,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { PageRequest } from '../../database';
import { CallContext } from '../../http/types';
import { fillPage } from './fillPage';
import { MatrixStore, ReadCell } from './MatrixStore';
import { ReadableEnvironments } from './ReadableEnvironments';

export interface MatrixQuery extends PageRequest {
  componentRef?: string[];
  system?: string[];
  environmentRef?: string[];
  q?: string;
}

/** What runs where, as far as the caller may see it. */
export class MatrixService {
  readonly #store: MatrixStore;
  readonly #environments: ReadableEnvironments;
  readonly #view: CatalogView;

  constructor(options: {
    store: MatrixStore;
    environments: ReadableEnvironments;
    catalogView: CatalogView;
  }) {
    this.#store = options.store;
    this.#environments = options.environments;
    this.#view = options.catalogView;
  }

  async matrix(
    query: MatrixQuery,
    context: CallContext,
  ): Promise<EndpointOutput<ReleasesContract['getVersionMatrix']>> {
    const { environmentRef, limit, cursor, ...filter } = query;
    const all = await this.#environments.of(context);
    // Those of one pull request are many, and not on the way to production.
    const lasting = [...all.values()].filter(
      item =>
        item.lifecycle !== 'ephemeral' || environmentRef?.includes(item.ref),
    );
    const path = sortAlongPath(lasting);
    const columns = environmentRef
      ? path.filter(({ ref }) => environmentRef.includes(ref))
      : path;
    const rows = {
      ...filter,
      environments: columns.map(({ ref }) => ref),
    };
    const visible = (refs: string[]) =>
      this.#view.visibleTo(context.credentials, refs);
    const page = await fillPage({
      limit,
      cursor,
      read: async part => {
        const { refs: items, nextCursor } = await this.#store.components(
          rows,
          part,
        );
        return { items, nextCursor };
      },
      visible: async refs => {
        const seen = await visible(refs);
        return refs.filter(ref => seen.has(ref));
      },
    });
    const items = await this.#rows(page.items, path);
    const used = new Set(
      items.flatMap(row =>
        row.cells.flatMap(cell => (cell.latest ? cell.environmentRef : [])),
      ),
    );
    const shown = columns
      .map(({ ref }) => ref)
      .filter(ref => environmentRef || used.has(ref));
    const facts = await this.#view.getFacts(page.items);
    const above = await visible(
      [...facts.values()].flatMap(({ system, domains }) =>
        system ? [system, ...domains] : domains,
      ),
    );
    return {
      items: items.map(row => ({
        ...named(facts.get(row.componentRef), above),
        ...row,
        cells: inOrder(row, shown),
      })),
      environments: shown,
      pageInfo: { ...(page.nextCursor && { nextCursor: page.nextCursor }) },
      // What is hidden is not counted either.
      ...(page.isWhole && {
        totalItems:
          cursor || page.nextCursor
            ? await this.#store.count(rows)
            : items.length,
      }),
    };
  }

  /** Compared with all that the caller may see, whatever columns they asked for. */
  async #rows(
    components: string[],
    environments: Environment[],
  ): Promise<MatrixRow[]> {
    const refs = environments.map(({ ref }) => ref);
    const [cells, related] = [
      await this.#store.cells(
        components,
        new Map(
          environments.map(item => [
            item.ref,
            productionFor(item, environments),
          ]),
        ),
      ),
      await this.#store.related(components, refs),
    ];
    return versionMatrix({
      components,
      environments,
      cells,
      driftOf: (cell: ReadCell, against) =>
        cell.steps === undefined
          ? undefined
          : {
              against: against.environmentRef,
              steps: cell.steps,
              ...(cell.since && { since: cell.since }),
            },
      isExpected: (component, environment) =>
        related.has(`${component} ${environment}`),
    });
  }
}

function inOrder(row: MatrixRow, environments: string[]): MatrixRow['cells'] {
  const cells = new Map(row.cells.map(cell => [cell.environmentRef, cell]));
  return environments.flatMap(ref => cells.get(ref) ?? []);
}

/** What the catalog knows of a component, without what the reader may not see. */
function named(
  facts: EntityFacts | undefined,
  visible: Set<string>,
): Pick<MatrixRow, 'title' | 'system' | 'domain'> {
  const domain = facts?.domains.find(ref => visible.has(ref));
  return {
    ...(facts?.title && { title: facts.title }),
    ...(facts?.system && visible.has(facts.system) && { system: facts.system }),
    ...(domain && { domain }),
  };
}
