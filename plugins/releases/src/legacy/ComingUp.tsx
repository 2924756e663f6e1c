import { ComingUp } from '../home/ComingUp';
import { LegacyApis } from './LegacyApis';

/** What the card of the home page holds. */
export function Content() {
  return (
    <LegacyApis>
      <ComingUp />
    </LegacyApis>
  );
}
