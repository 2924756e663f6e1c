import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  bookingCreatePermission,
  claimCreatePermission,
} from '@release-desk/plugin-releases-common';
import { RiCalendarCheckLine, RiShieldUserLine } from '@remixicon/react';
import { releasesApiRef } from '../api';
import { useQuery } from '../shared/data';
import { useMediaQuery } from '../shared/panel';
import { useText } from '../translation';
import { useOpenDialog } from './dialogs';
import { loadAll } from './shared';
import { HeaderActions } from './shared/HeaderActions';

/** Claim and Book, beside the title. */
export function BoardActions() {
  const t = useText();
  const api = useApi(releasesApiRef);
  const open = useOpenDialog();
  const mayClaim = usePermission({ permission: claimCreatePermission }).allowed;
  const mayBook = usePermission({
    permission: bookingCreatePermission,
  }).allowed;
  const unclaimed = useQuery(mayClaim ? 'unclaimed' : undefined, signal =>
    loadAll(paging =>
      api.listEnvironments(
        { query: { only: ['unclaimed'], ...paging } },
        { signal },
      ),
    ),
  );
  // Beside the title of a phone there is room for one.
  const isSmall = useMediaQuery('(max-width: 599px)');
  const rows = (unclaimed.data ?? []).filter(({ may }) => may.claim);
  return (
    <HeaderActions>
      {rows.length > 0 && !isSmall && (
        <Button
          variant="secondary"
          iconStart={<RiShieldUserLine />}
          onPress={() => open({ dialog: 'claim', rows })}
        >
          {t('environments.act.claim')}
        </Button>
      )}
      {mayBook && (
        <Button
          variant="primary"
          iconStart={<RiCalendarCheckLine />}
          onPress={() => open({ dialog: 'book', environmentRefs: [] })}
        >
          {t('environments.act.book')}
        </Button>
      )}
    </HeaderActions>
  );
}
