import { createContext, ReactNode, useContext } from 'react';
import { createPortal } from 'react-dom';

/** Where the page's header keeps room for what a view can do; the page provides it. */
export const HeaderActionsPlace = createContext<HTMLElement | null>(null);

/** What a view can do, beside the page's title. */
export function HeaderActions(props: { children: ReactNode }) {
  const place = useContext(HeaderActionsPlace);
  return place ? createPortal(props.children, place) : null;
}
