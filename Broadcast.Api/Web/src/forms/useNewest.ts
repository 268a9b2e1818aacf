import { useRef, useState } from 'preact/hooks';

/** A state with its newest value beside the one that is drawn: what goes on for longer than a render, such as a save, reads that. */
export function useNewest<Value>(first: Value) {
  const [drawn, setDrawn] = useState(first);
  const newest = useRef(first);
  const put = (next: Value) => {
    newest.current = next;
    setDrawn(() => next);
  };
  return [drawn, newest, put] as const;
}
