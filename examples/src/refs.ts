import { exampleBookings } from './bookings';
import { exampleClaims } from './claims';
import { Days } from './days';
import { exampleDeployments } from './deployments';
import { exampleEvents } from './events';
import { exampleReleases } from './releases';
import { exampleWindows } from './windows';

/** Every entity that the example activity speaks of. */
export function exampleRefs(days: Days): Set<string> {
  const refs = new Set<string>();
  const add = (...some: string[]) => some.forEach(ref => refs.add(ref));

  for (const release of exampleReleases(days).values()) {
    add(release.owner, ...release.environments);
    add(...release.entities.map(({ ref }) => ref));
  }
  for (const { owner, selector } of [
    ...exampleWindows(days).values(),
    ...exampleEvents(days).values(),
  ]) {
    const { ref = [], system = [], domain = [], environment = [] } = selector;
    add(owner, ...ref, ...system, ...domain, ...environment);
  }
  for (const { body } of exampleBookings(days).values())
    add(body.onBehalfOf, ...(body.environments ?? []));
  for (const { body } of exampleClaims()) add(body.environmentRef, body.group);
  for (const { componentRef, environmentRef } of exampleDeployments(days))
    add(componentRef, environmentRef);
  return refs;
}
