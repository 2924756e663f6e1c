import {
  describeSelector,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { PanelSection } from '../../shared/panel';
import { useText } from '../../translation';
import styles from './ItemPanel.module.css';
import { Resource } from './resources';

/** What a window or event covers, and what a window binds while it holds. */
export function WindowRules(props: {
  item: TimelineItem;
  resource?: Resource;
}) {
  const { item, resource } = props;
  const t = useText();
  const scope =
    item.scopeText ??
    (resource && resource.type !== 'release'
      ? describeSelector(resource.value.selector).text
      : undefined);
  return (
    <>
      <PanelSection title={t('calendar.item.covers')}>
        {scope || t('calendar.item.everything')}
      </PanelSection>
      {resource?.type === 'window' && (
        <PanelSection title={t('calendar.item.rules')}>
          <dl className={styles.facts}>
            <dt>{t('calendar.item.binds')}</dt>
            <dd>{resource.value.actions.join(', ')}</dd>
            {resource.value.exemptChangeTypes.length > 0 && (
              <>
                <dt>{t('calendar.item.exempts')}</dt>
                <dd>{resource.value.exemptChangeTypes.join(', ')}</dd>
              </>
            )}
          </dl>
        </PanelSection>
      )}
    </>
  );
}
