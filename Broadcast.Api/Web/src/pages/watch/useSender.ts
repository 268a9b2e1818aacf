import { useCallback, useEffect, useState } from 'preact/hooks';
import { toastError } from '../../frame/Toasts';
import { RoomRefusal } from '../../room/refusal';
import type { Room } from '../../room/room';
import { shortenPause, slowPause, type Pause } from './talkLimits';

export interface Sender {
  /** Null when the viewer may talk now. */
  pause: Pause | null;
  /** The last message waits for a moderator, as far as the page knows. */
  held: boolean;
  /** Sends a message; false when it was refused, and the page has shown why. */
  send: (message: string) => Promise<boolean>;
}

/** The page does not learn that a held message was rejected, so it shows the notice for this long (ms) at most. */
const heldShown = 60_000;

/** Sends a viewer's messages, and says what became of the last one and when the next one is possible. */
export function useSender(room: Room | null, slowSeconds: number, self: string | null): Sender {
  const [pause, setPause] = useState<Pause | null>(null);
  const [held, setHeld] = useState(false);

  useEffect(() => setPause((now) => shortenPause(now, slowSeconds, Date.now())), [slowSeconds]);
  useEffect(() => {
    if (!pause) return;
    const timer = setTimeout(() => setPause(null), pause.until - Date.now());
    return () => clearTimeout(timer);
  }, [pause]);
  useEffect(() => {
    if (!held) return;
    const timer = setTimeout(() => setHeld(false), heldShown);
    const unsubscribe = room?.on('chat', (event) => event.by?.id === self && setHeld(false));
    return () => {
      clearTimeout(timer);
      unsubscribe?.();
    };
  }, [held, room, self]);

  const send = useCallback(
    async (message: string) => {
      try {
        const appended = await room!.say(message);
        setHeld(appended.held ?? false);
        setPause(slowPause(slowSeconds, Date.now()));
        return true;
      } catch (error) {
        setHeld(false);
        const wait = error instanceof RoomRefusal ? error.wait : null;
        // The line above the input counts the time down, which says more than a toast.
        if (wait === null) toastError(error);
        else setPause({ why: (error as RoomRefusal).code === 'chat.timeout' ? 'timeout' : 'slow', until: Date.now() + wait * 1_000 });
        return false;
      }
    },
    [room, slowSeconds],
  );
  return { pause, held, send };
}
