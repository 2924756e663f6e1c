import { useApi } from '@backstage/frontend-plugin-api';
import {
  CalendarEvent,
  Release,
  Window,
} from '@release-desk/plugin-releases-common';
import { useMemo, useRef } from 'react';
import { releasesApiRef } from '../../api';
import { Draft } from './draft';
import {
  eventBodyOf,
  firstSpan,
  isWindow,
  releaseBodyOf,
  windowBodyOf,
} from './requestOf';
import { EditedItem, SavedItem } from './types';

export type StoredItem = Window | CalendarEvent | Release;

/** `crypto.randomUUID` is only there on secure origins. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

function withoutKind<T extends { kind: unknown }>({ kind, ...rest }: T) {
  return rest;
}

/** Writes a draft: creates, or updates what is edited at a revision. */
export function useSave() {
  const api = useApi(releasesApiRef);
  // One key for one request, however often it is sent.
  const sent = useRef({ body: '', key: '' });

  return useMemo(() => {
    const create = async (draft: Draft): Promise<StoredItem> => {
      const body = JSON.stringify(draft);
      if (sent.current.body !== body) sent.current = { body, key: randomKey() };
      const options = { idempotencyKey: sent.current.key };
      if (draft.kind === 'release')
        return api.createRelease({ body: releaseBodyOf(draft) }, options);
      return isWindow(draft.kind)
        ? api.createWindow({ body: windowBodyOf(draft) }, options)
        : api.createEvent({ body: eventBodyOf(draft) }, options);
    };
    const update = async (
      draft: Draft,
      { id, revision }: { id: string; revision: number },
    ): Promise<StoredItem> => {
      const target = { params: { id }, revision };
      if (draft.kind === 'release')
        return api.updateRelease({ ...target, body: releaseBodyOf(draft) });
      return isWindow(draft.kind)
        ? api.updateWindow({
            ...target,
            body: withoutKind(windowBodyOf(draft)),
          })
        : api.updateEvent({ ...target, body: withoutKind(eventBodyOf(draft)) });
    };
    return async (
      draft: Draft,
      edited?: { id: string; revision: number },
    ): Promise<SavedItem> => {
      const { id, title } = edited
        ? await update(draft, edited)
        : await create(draft);
      const { start } = firstSpan(draft);
      return { kind: draft.kind, id, title, start };
    };
  }, [api]);
}

/** The stored thing as it is edited. */
export function editedItem(kind: string, resource: StoredItem): EditedItem {
  return { kind, resource } as EditedItem;
}
