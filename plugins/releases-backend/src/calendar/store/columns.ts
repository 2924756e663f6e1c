/** PostgreSQL answers a bigint as text. */
export type BigintColumn = number | string;

export interface BookkeepingColumns {
  revision: number;
  created_at: BigintColumn;
  created_by: string;
  updated_at: BigintColumn;
  updated_by: string;
}

export interface Bookkeeping {
  revision: number;
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  updatedBy: string;
}

export function toInstant(value: BigintColumn): string {
  return new Date(Number(value)).toISOString();
}

export function toMillis(instant: string): number {
  return Date.parse(instant);
}

export function readBookkeeping(row: BookkeepingColumns): Bookkeeping {
  return {
    revision: row.revision,
    createdAt: toInstant(row.created_at),
    createdBy: row.created_by,
    updatedAt: toInstant(row.updated_at),
    updatedBy: row.updated_by,
  };
}

export function writeBookkeeping(item: Bookkeeping): BookkeepingColumns {
  return {
    revision: item.revision,
    created_at: toMillis(item.createdAt),
    created_by: item.createdBy,
    updated_at: toMillis(item.updatedAt),
    updated_by: item.updatedBy,
  };
}

export interface SourceColumns {
  subscription_id: string | null;
  source_uid: string | null;
}

export interface ItemSource {
  type: 'native' | 'ical';
  subscriptionId?: string;
  uid?: string;
}

export function readSource(row: SourceColumns): ItemSource {
  return row.subscription_id === null
    ? { type: 'native' }
    : {
        type: 'ical',
        subscriptionId: row.subscription_id,
        ...(row.source_uid !== null && { uid: row.source_uid }),
      };
}

export function writeSource(source: ItemSource): SourceColumns {
  return {
    subscription_id: source.subscriptionId ?? null,
    source_uid: source.uid ?? null,
  };
}
