import { MyEnvironments } from '../environments/home/MyEnvironments';
import { LegacyApis } from './LegacyApis';

/** What the card of the home page holds. */
export function Content() {
  return (
    <LegacyApis>
      <MyEnvironments />
    </LegacyApis>
  );
}
