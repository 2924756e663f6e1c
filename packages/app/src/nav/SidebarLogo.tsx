import { Link, useSidebarOpenState } from '@backstage/core-components';
import { RiCalendarScheduleLine } from '@remixicon/react';

export const SidebarLogo = () => {
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      to="/"
      underline="none"
      aria-label="Home"
      style={{
        alignItems: 'center',
        color: '#7df3e1',
        display: 'flex',
        fontSize: 20,
        fontWeight: 600,
        gap: 12,
        height: 72,
        paddingLeft: 22,
        width: '100%',
      }}
    >
      <RiCalendarScheduleLine size={28} aria-hidden />
      {isOpen && 'Release Desk'}
    </Link>
  );
};
