import { VisuallyHidden } from '@backstage/ui';
import {
  createContext,
  ReactNode,
  useCallback,
  useContext,
  useState,
} from 'react';

const AnnounceContext = createContext<(message: string) => void>(() => {});

/** Holds a polite live region for everything below it. */
export function Announcer(props: { children: ReactNode }) {
  const [message, setMessage] = useState('');
  const announce = useCallback((next: string) => {
    // The same words again are only read out when the text changes.
    setMessage(last => (last === next ? `${next}\u00a0` : next));
  }, []);
  return (
    <AnnounceContext.Provider value={announce}>
      {props.children}
      <VisuallyHidden role="status" aria-live="polite">
        {message}
      </VisuallyHidden>
    </AnnounceContext.Provider>
  );
}

/** Says something to screen readers, when they have finished what they say. */
export function useAnnounce() {
  return useContext(AnnounceContext);
}
