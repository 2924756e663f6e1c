import { Tag, TagGroup } from '@backstage/ui';
import { shortName } from '../../shared/data';
import { ChangeUrlState } from '../../shared/url';
import { useText } from '../../translation';
import styles from './FilterBar.module.css';

/** The entities that a link has narrowed the calendar to; each can be taken away. */
export function EntityTags(props: {
  entity: string[];
  onChange: ChangeUrlState;
}) {
  const { entity, onChange } = props;
  const t = useText();
  if (entity.length === 0) return null;
  return (
    <TagGroup
      className={styles.tags}
      aria-label={t('calendar.filter.entity')}
      onRemove={keys =>
        onChange({ entity: entity.filter(ref => !keys.has(ref)) })
      }
    >
      {entity.map(ref => (
        <Tag key={ref} id={ref} textValue={shortName(ref)}>
          {shortName(ref)}
        </Tag>
      ))}
    </TagGroup>
  );
}
