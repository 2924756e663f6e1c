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
