import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { navModule } from './nav';
import { settingsModule } from './settings';

export default createApp({
  features: [catalogPlugin, navModule, settingsModule],
});
