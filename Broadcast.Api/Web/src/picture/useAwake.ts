import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

/** How long (ms) the controls stay after the last tap. */
const awakeFor = 3_000;

/**
 * Whether a picture's controls are wanted: for three seconds after each tap or key, and after the picture has begun.
 * @param playing whether the picture moves: the controls of one that stands still stay
 */
export function useAwake(playing: boolean): { awake: boolean; wake: () => void } {
  const [awake, setAwake] = useState(true);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const wake = useCallback(() => {
    setAwake(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAwake(false), awakeFor);
  }, []);
  useEffect(() => {
    if (playing) wake();
  }, [playing, wake]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { awake: awake || !playing, wake };
}
