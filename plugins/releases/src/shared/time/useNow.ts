import { createContext, useContext, useEffect, useState } from 'react';

const NowContext = createContext<number | undefined>(undefined);

/** Stops the clock for everything below it, in tests and in the dev app. */
export const FixedNow = NowContext.Provider;

/** The time now in epoch milliseconds, renewed every minute. */
export function useNow(): number {
  const fixed = useContext(NowContext);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (fixed !== undefined) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, [fixed]);
  return fixed ?? now;
}
