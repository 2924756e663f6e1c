import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../../api';
import { QueryState, useQuery } from '../../shared/data';

/** The environment that the page is about. */
export function useEnvironmentRow(): QueryState<EnvironmentRow> {
  const { entity } = useEntity();
  const api = useApi(releasesApiRef);
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  return useQuery(`environment ${ref}`, signal =>
    api.getEnvironment({ params: parseEntityRef(ref) }, { signal }),
  );
}
