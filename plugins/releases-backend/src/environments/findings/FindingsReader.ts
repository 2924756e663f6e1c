import {
  AllowedFlow,
  Finding,
  findForbiddenFlows,
  findIdentitiesInTiers,
  findRawData,
  findUndeclaredIdentities,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { CallContext } from '../../http/types';
import { Directory, KnownEnvironment } from '../board/Directory';
import { SeenIdentities } from '../versions';
import { namesIn, presentFinding } from './presentFinding';
import { ZoneDependencies } from './ZoneDependencies';

type Findings = Map<string, Finding[]>;

interface Ground {
  catalogView: CatalogView;
  directory: Directory;
  identities: SeenIdentities;
  dependencies: ZoneDependencies;
  allowedFlows: readonly AllowedFlow[];
  /** What was deployed since is seen so much later at most. */
  keepMs: number;
  now?: () => number;
}

/**
 * What is found about data, access and network. It all follows from the catalog
 * and from what was deployed, and is small: so it is found as somebody asks, and
 * kept on each replica for as long as the catalog stays as it is, though no
 * longer than some seconds, for deployments come in between. Nothing is written,
 * so there is nothing to rebuild.
 */
export class FindingsReader {
  readonly #options: Ground;
  #kept?: {
    of: readonly KnownEnvironment[];
    until: number;
    findings: Promise<Findings>;
  };

  constructor(options: Ground) {
    this.#options = options;
  }

  /** By environment, as the caller may see them. */
  async of(
    environments: readonly KnownEnvironment[],
    context: CallContext,
  ): Promise<Findings> {
    const all = await this.#all();
    const found = environments.flatMap(
      ({ environment }) => all.get(environment.ref) ?? [],
    );
    const visible = await this.#options.catalogView.visibleTo(
      context.credentials,
      new Set(found.flatMap(namesIn)),
    );
    const shown: Findings = new Map();
    for (const finding of found) {
      const ref = finding.environmentRef;
      shown.set(ref, [
        ...(shown.get(ref) ?? []),
        presentFinding(finding, visible),
      ]);
    }
    return shown;
  }

  async #all(): Promise<Findings> {
    const { directory, keepMs, now = Date.now } = this.#options;
    const known = await directory.latest();
    if (this.#kept?.of !== known || this.#kept.until <= now()) {
      const kept = {
        of: known,
        until: now() + keepMs,
        findings: this.#find(known),
      };
      this.#kept = kept;
      kept.findings.catch(() => {
        if (this.#kept === kept) this.#kept = undefined;
      });
    }
    return this.#kept.findings;
  }

  async #find(known: readonly KnownEnvironment[]): Promise<Findings> {
    const { identities, dependencies, allowedFlows } = this.#options;
    const environments = known.map(({ environment }) => environment);
    const uses = await identities.uses(environments.map(({ ref }) => ref));
    const found: Findings = new Map();
    for (const finding of [
      ...findRawData(environments),
      ...findForbiddenFlows({
        environments,
        dependencies: await dependencies.all(),
        allowed: allowedFlows,
      }),
      ...findIdentitiesInTiers({ environments, uses }),
      ...findUndeclaredIdentities({ environments, uses }),
    ]) {
      const ref = finding.environmentRef;
      const here = found.get(ref);
      if (here) here.push(finding);
      else found.set(ref, [finding]);
    }
    return found;
  }
}
