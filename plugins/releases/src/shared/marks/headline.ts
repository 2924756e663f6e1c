import type { TimelineItem } from '@release-desk/plugin-releases-common';

export interface Headline {
  /** The entity of a release, else the title. */
  name: string;
  version?: string;
  /** Name and version. */
  full: string;
  /** What a release is about, where its name does not say so already. */
  subtitle?: string;
}

/** What an item is called where there is little room. */
export function headlineOf(
  item: Pick<TimelineItem, 'kind' | 'title' | 'entities'>,
): Headline {
  const first = item.kind === 'release' ? item.entities[0] : undefined;
  if (!first) return { name: item.title, full: item.title };
  const name = first.ref.slice(first.ref.indexOf('/') + 1);
  const full = first.version ? `${name} ${first.version}` : name;
  return {
    name,
    version: first.version,
    full,
    subtitle: item.title === full ? undefined : item.title,
  };
}
