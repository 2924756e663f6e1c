import { EntityReleasesCard as Card } from '../entity/EntityReleasesCard';
import { EntityReleasesContent as Content } from '../entity/EntityReleasesContent';
import { EnvironmentCard } from '../environments/entity/EnvironmentCard';
import { EnvironmentContent } from '../environments/entity/EnvironmentContent';
import { GroupEnvironmentsCard } from '../environments/group/GroupEnvironmentsCard';
import { LegacyApis } from './LegacyApis';

export function EntityReleasesContent() {
  return (
    <LegacyApis>
      <Content />
    </LegacyApis>
  );
}

export function EntityReleasesCard() {
  return (
    <LegacyApis>
      <Card />
    </LegacyApis>
  );
}

export function EntityEnvironmentContent() {
  return (
    <LegacyApis>
      <EnvironmentContent />
    </LegacyApis>
  );
}

export function EntityEnvironmentCard() {
  return (
    <LegacyApis>
      <EnvironmentCard />
    </LegacyApis>
  );
}

export function EntityGroupEnvironmentsCard() {
  return (
    <LegacyApis>
      <GroupEnvironmentsCard />
    </LegacyApis>
  );
}
