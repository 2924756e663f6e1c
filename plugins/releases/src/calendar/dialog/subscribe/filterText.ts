import { TimelineFilter } from '@release-desk/plugin-releases-common';
import type { Text } from '../../../translation';

/** What a filter lets through, in words. */
export function filterText(
  t: Text,
  filter: TimelineFilter,
  nameOf: (ref: string) => string,
): string {
  const parts: string[] = [];
  if (filter.kind?.length)
    parts.push(
      t('dialog.subscribe.parts.kind', {
        values: filter.kind
          .map(kind => t(`shared.kinds.${kind}`).toLocaleLowerCase())
          .join(', '),
      }),
    );
  for (const key of [
    'entityRef',
    'environmentRef',
    'systemRef',
    'ownerRef',
  ] as const) {
    const refs = filter[key];
    if (refs?.length)
      parts.push(
        t(`dialog.subscribe.parts.${key}`, {
          values: refs.map(nameOf).join(', '),
        }),
      );
  }
  if (filter.hops)
    parts.push(t('dialog.subscribe.parts.hops', { count: filter.hops }));
  if (filter.q) parts.push(t('dialog.subscribe.parts.q', { values: filter.q }));
  return parts.join('; ') || t('dialog.subscribe.everything');
}
