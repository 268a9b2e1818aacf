import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

export interface Polled<Value> {
  value: Value | null;
  /** The latest failure; the previous value stays. */
  error: unknown;
  /** Loads the value again now. */
  reload: () => void;
  set: (value: Value) => void;
}

/**
 * Loads a value and, when `every` (ms) is given, again that long after each answer; five times slower while the page is hidden.
 * `reload` loads at once and ignores the answer of a request under way.
 * @param key names what is loaded: when it changes, the old value is dropped; while it is null, nothing is loaded
 */
export function usePolled<Value>(key: string | null, load: () => Promise<Value>, every?: number): Polled<Value> {
  const [state, setState] = useState<{ key: string | null; value: Value | null; error: unknown }>({ key, value: null, error: null });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    if (key === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const next = () => {
      if (!ended && every !== undefined) timer = setTimeout(run, document.hidden ? every * 5 : every);
    };
    const run = () => {
      latest
        .current()
        .then(
          (value) => !ended && setState({ key, value, error: null }),
          (error: unknown) => !ended && setState((now) => ({ key, value: now.key === key ? now.value : null, error })),
        )
        .finally(next);
    };
    run();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [key, every, round]);

  const reload = useCallback(() => setRound((now) => now + 1), []);
  const set = useCallback((value: Value) => setState({ key, value, error: null }), [key]);
  const current = state.key === key;
  return { value: current ? state.value : null, error: current ? state.error : null, reload, set };
}
