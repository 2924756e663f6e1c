import { AccessResource } from '@release-desk/plugin-releases-node';
import { CalendarDependencies } from './service';

interface Owned {
  id: string;
  owner: string;
}

/** What permission rules see of windows, releases and events, in the order asked. */
export function accessResources(
  dependencies: Pick<
    CalendarDependencies,
    'windows' | 'releases' | 'events' | 'scopeQueries'
  >,
) {
  const { windows, releases, events, scopeQueries } = dependencies;

  function loader<T extends Owned>(
    store: { getAll(ids: string[]): Promise<T[]> },
    kindOf: (item: T) => string,
  ) {
    return async (ids: string[]): Promise<(AccessResource | undefined)[]> => {
      const found = new Map(
        (await store.getAll(ids)).map(item => [item.id, item]),
      );
      const owners = await scopeQueries.scopeOwners(ids);
      return ids.map(id => {
        const item = found.get(id);
        return (
          item && {
            owner: item.owner,
            kind: kindOf(item),
            scopeEntityOwners: owners.get(id) ?? [],
          }
        );
      });
    };
  }

  return {
    loadWindows: loader(windows, window => window.kind),
    loadReleases: loader(releases, () => 'release'),
    loadEvents: loader(events, event => event.kind),
  };
}
