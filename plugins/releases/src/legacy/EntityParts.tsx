import { EntityReleasesCard as Card } from '../entity/EntityReleasesCard';
import { EntityReleasesContent as Content } from '../entity/EntityReleasesContent';
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
