import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { toastError } from '../../frame/Toasts';
import { freshId } from '../../room/ids';
import { RoomRefusal } from '../../room/refusal';
import type { Room } from '../../room/room';
import type { Link } from '../../room/state';
import { again, due, isKnown, put, take, wait, type Outbox, type Unsent } from './outbox';
import { shortenPause, slowPause, type Pause } from './talkLimits';

export interface Sender {
  /** Null when the viewer may talk now. */
  pause: Pause | null;
  /** The last message waits for a moderator, as far as the page knows. */
  held: boolean;
  /** What the room has not answered yet. */
  unsent: Outbox;
  send: (message: string) => void;
  retry: (one: Unsent) => void;
  discard: (one: Unsent) => void;
}

/** The page does not learn that a held message was rejected, so it shows the notice for this long (ms) at most. */
const heldShown = 60_000;

/** A lost connection is told a moment later than the calls that it ended (ms). */
const settling = 300;

/**
 * Sends a viewer's messages, and says what became of the last one and when the next one is possible. A message whose connection is lost is
 * kept, and sent again under its id.
 * @param refused is given a message back that the room refused, after the page has shown why
 */
export function useOutbox(room: Room | null, link: Link, slowSeconds: number, self: string | null, refused: (message: string) => void): Sender {
  const [pause, setPause] = useState<Pause | null>(null);
  const [held, setHeld] = useState(false);
  const [unsent, setUnsent] = useState<Outbox>([]);
  const back = useRef(refused);
  back.current = refused;

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

  const trySend = useCallback(
    async (id: string, message: string) => {
      try {
        if (!room) throw new RoomRefusal('room.away', 'Not connected.');
        const appended = await room.say(message, id);
        setUnsent((now) => take(now, id));
        setHeld(appended.held ?? false);
        setPause(slowPause(slowSeconds, Date.now()));
      } catch (error) {
        const { code, wait: seconds } = RoomRefusal.from(error);
        if (code === 'room.away' || code === 'room.paused') {
          setUnsent((now) => wait(now, id));
          return;
        }
        setUnsent((now) => take(now, id));
        setHeld(false);
        back.current(message);
        // The line above the input counts the time down, which says more than a toast.
        if (seconds === null) toastError(error);
        else setPause({ why: code === 'chat.timeout' ? 'timeout' : 'slow', until: Date.now() + seconds * 1_000 });
      }
    },
    [room, slowSeconds],
  );

  const send = (message: string) => {
    const id = freshId();
    setUnsent((now) => put(now, id, message, Date.now()));
    void trySend(id, message);
  };
  const retry = (one: Unsent) => {
    if (link !== 'live') {
      room?.takePart();
      return;
    }
    setUnsent((now) => (isKnown(one, Date.now()) ? again(now, one.id) : take(now, one.id)));
    if (isKnown(one, Date.now())) void trySend(one.id, one.text);
    else send(one.text);
  };
  const discard = (one: Unsent) => setUnsent((now) => take(now, one.id));

  // One after the other, in the order in which they were said.
  const first = link === 'live' ? due(unsent, Date.now())[0] : undefined;
  useEffect(() => {
    if (!first) return;
    const timer = setTimeout(() => {
      setUnsent((now) => again(now, first.id));
      void trySend(first.id, first.text);
    }, settling);
    return () => clearTimeout(timer);
  }, [first?.id, trySend]);

  return { pause, held, unsent, send, retry, discard };
}
