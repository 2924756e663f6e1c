import type { DataMethod } from '../annotations';
import type { Environment } from '../environment';
import type { Finding } from './schema';

const RAW: readonly DataMethod[] = ['raw', 'subset'];

/**
 * Production data as it is, or a part of it, anywhere but in production. An
 * environment whose tier nobody named is not production.
 *
 * @public
 */
export function findRawData(environments: readonly Environment[]): Finding[] {
  return environments.flatMap(({ ref, name, tier, dataSet }) => {
    if (tier === 'production' || !dataSet || !RAW.includes(dataSet.method)) {
      return [];
    }
    const { method, source, refreshedAt, approvedBy } = dataSet;
    const from = source ? ` from ${source}` : '';
    const by = approvedBy ? `, approved by ${approvedBy}` : '';
    return [
      {
        key: `raw-data ${ref}`,
        kind: 'raw-data' as const,
        severity: 'negative' as const,
        environmentRef: ref,
        entityRefs: [],
        text: `${name} holds raw production data outside of production.`,
        evidence: [
          {
            subject: ref,
            observed: `${method}${from}${by}`,
            expected: 'masked or synthetic',
            ...(refreshedAt && { at: refreshedAt }),
            ...(tier && { tier }),
          },
        ],
        ...(refreshedAt && { since: refreshedAt }),
      },
    ];
  });
}
