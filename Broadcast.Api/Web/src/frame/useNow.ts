import { useEffect, useState } from 'preact/hooks';

/** A number that is read every `every` milliseconds; the component renders again with it. */
export function useNow(every: number, read: () => number = Date.now): number {
  const [now, setNow] = useState(read);
  useEffect(() => {
    setNow(read());
    const timer = setInterval(() => setNow(read()), every);
    return () => clearInterval(timer);
  }, [every, read]);
  return now;
}
