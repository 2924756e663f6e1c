import { Release } from '@release-desk/plugin-releases-common';
import { ResourceWriter } from '../../resources';
import { StoredEvent } from '../store';
import { CalendarDependencies } from './dependencies';
import { refsOf } from './selectorRefs';
import { eventSource, releaseSource } from './timelineSources';

export function eventWriter(
  options: CalendarDependencies,
): ResourceWriter<StoredEvent> {
  return new ResourceWriter<StoredEvent>({
    ...options,
    type: 'event',
    store: options.events,
    sourceOf: event => eventSource(event, options.now()),
    refsOf: event => refsOf(event.selector),
  });
}

export function releaseWriter(
  options: CalendarDependencies,
): ResourceWriter<Release> {
  return new ResourceWriter<Release>({
    ...options,
    type: 'release',
    store: options.releases,
    sourceOf: releaseSource,
    refsOf: partRefs,
  });
}

/** The entities and environments that a release names. */
export function partRefs(
  release: Pick<Release, 'entities' | 'environments'>,
): string[] {
  return [
    ...release.entities.map(entity => entity.ref),
    ...release.environments,
  ];
}
