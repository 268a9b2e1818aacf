import { useCallback, useEffect, useState } from 'preact/hooks';
import { toastError } from '../../frame/Toasts';
import { RoomRefusal } from '../../room/refusal';
import type { Room } from '../../room/room';
import { slowed, slowPause, type Pause } from './voice';

export interface Voice {
  /** Null for who may talk now. */
  pause: Pause | null;
  /** What was said last waits for a moderator, as far as one knows. */
  held: boolean;
  /** False when it was refused, and the person has been told why. */
  say: (words: string) => Promise<boolean>;
}

/** Nobody is told when a message is dropped: after so long (ms) nothing is said of it any more. */
const heldShown = 60_000;

/** What becomes of a viewer's words, and when the next ones are possible. */
export function useVoice(room: Room | null, slowSeconds: number, self: string | null): Voice {
  const [pause, setPause] = useState<Pause | null>(null);
  const [held, setHeld] = useState(false);

  useEffect(() => setPause((now) => slowed(now, slowSeconds, Date.now())), [slowSeconds]);
  useEffect(() => {
    if (!pause) return;
    const timer = setTimeout(() => setPause(null), pause.until - Date.now());
    return () => clearTimeout(timer);
  }, [pause]);
  useEffect(() => {
    if (!held) return;
    const timer = setTimeout(() => setHeld(false), heldShown);
    const letIn = room?.on('chat', (event) => event.by?.id === self && setHeld(false));
    return () => {
      clearTimeout(timer);
      letIn?.();
    };
  }, [held, room, self]);

  const say = useCallback(
    async (words: string) => {
      try {
        const appended = await room!.say(words);
        setHeld(appended.held ?? false);
        setPause(slowPause(slowSeconds, Date.now()));
        return true;
      } catch (error) {
        setHeld(false);
        const wait = error instanceof RoomRefusal ? error.wait : null;
        // The line above the input counts the time down, which says more than a notice.
        if (wait === null) toastError(error);
        else setPause({ why: (error as RoomRefusal).code === 'chat.timeout' ? 'timeout' : 'slow', until: Date.now() + wait * 1_000 });
        return false;
      }
    },
    [room, slowSeconds],
  );
  return { pause, held, say };
}
