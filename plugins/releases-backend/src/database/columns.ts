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
