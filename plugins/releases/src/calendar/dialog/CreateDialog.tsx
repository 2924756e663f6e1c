import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { useQuery } from '../../shared/data';
import { useNow, viewerZone } from '../../shared/time';
import { newDraft } from './draft';
import { ItemDialog } from './ItemDialog';
import { CreateDialogProps } from './types';

/** Creates a window, event or release, step by step. */
export function CreateDialog(props: CreateDialogProps) {
  const { kind, initial, onClose, onSaved } = props;
  const identity = useApi(identityApiRef);
  const [now] = useState(useNow());
  // Most people enter something for their own team.
  const own = useQuery('identity', async () => {
    const { ownershipEntityRefs } = await identity.getBackstageIdentity();
    return ownershipEntityRefs.find(ref => ref.startsWith('group:')) ?? '';
  });
  if (own.data === undefined && own.error === undefined) return null;
  return (
    <ItemDialog
      initial={newDraft({
        kind,
        initial: { owner: own.data?.toLocaleLowerCase('en-US'), ...initial },
        timeZone: viewerZone(),
        now,
      })}
      onClose={onClose}
      onSaved={onSaved}
    />
  );
}
