/** The one place that asks what time it is. */
import { useEffect, useState } from 'react';

export function nowMs(): number {
  return Date.now();
}

/** The present instant in milliseconds, brought up to date every `intervalMs`. */
export function useNow(intervalMs: number): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
