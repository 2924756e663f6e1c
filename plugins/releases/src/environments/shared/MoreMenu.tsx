import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMore2Line } from '@remixicon/react';
import { RowAction } from './useRowActions';

/** The rest of what can be done. */
export function MoreMenu(props: { label: string; actions: RowAction[] }) {
  const { label, actions } = props;
  if (actions.length === 0) return null;
  return (
    <MenuTrigger>
      <ButtonIcon
        variant="tertiary"
        aria-label={label}
        icon={<RiMore2Line />}
      />
      <Menu placement="bottom end">
        {actions.map(({ id, label: text, run }) => (
          <MenuItem key={id} onAction={run}>
            {text}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
