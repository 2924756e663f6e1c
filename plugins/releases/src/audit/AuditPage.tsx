import { Container, Flex, Text } from '@backstage/ui';
import { auditReadPermission } from '@release-desk/plugin-releases-common';
import { FailureState } from '../shared/states';
import { tokens } from '../shared/tokens';
import { useAuditUrl } from '../shared/url/useAuditUrl';
import { useText } from '../translation';
import { AuditEntries } from './AuditEntries';
import { AuditFilters } from './AuditFilters';
import { SealCard } from './SealCard';
import { useAuditLog } from './useAuditLog';

/** What happened, who did it, and the proof that nobody rewrote it since. */
export function AuditPage() {
  const t = useText();
  const [filter, change] = useAuditUrl();
  const log = useAuditLog(filter);

  if (log.error)
    return (
      <FailureState
        error={log.error}
        title={t('audit.table.failed')}
        forbidden={t('audit.table.forbidden')}
        permission={auditReadPermission.name}
        onRetry={log.reload}
      />
    );
  return (
    <Container className={tokens}>
      <Flex direction="column" gap="4" my="4">
        <Text as="h2" variant="title-small">
          {t('audit.title')}
        </Text>
        <SealCard />
        <AuditFilters filter={filter} onChange={change} />
        <AuditEntries
          entries={log.entries}
          total={log.total}
          isFiltered={Object.keys(filter).length > 0}
          isLoadingOlder={log.isLoadingOlder}
          onLoadOlder={log.loadOlder}
        />
      </Flex>
    </Container>
  );
}
