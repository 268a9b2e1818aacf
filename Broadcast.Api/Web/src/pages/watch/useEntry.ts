import { useEffect, useState } from 'preact/hooks';
import { RoomRefusal } from '../../room/refusal';

export interface Entry {
  /** What is being sent; null when nothing is. */
  sending: number | null;
  /** The connection was lost before the answer: it is sent again when the room is back. */
  cut: boolean;
  send: (option: number) => void;
}

/** A lost connection is told a moment later than the calls that it ended (ms). */
const settling = 300;

/**
 * Gives one entry of this viewer, such as an answer, and gives it again when the connection was lost before the room had answered.
 * @param live whether the room is connected
 * @param give gives it; `repeated`: the room may have it already
 * @param refused is told why the room does not take it
 */
export function useEntry(live: boolean, give: (option: number, repeated: boolean) => Promise<void>, refused: (error: unknown) => void): Entry {
  const [sending, setSending] = useState<number | null>(null);
  const [cut, setCut] = useState(false);

  const attempt = async (option: number, repeated: boolean) => {
    setSending(option);
    setCut(false);
    try {
      await give(option, repeated);
      setSending(null);
    } catch (error) {
      if (RoomRefusal.from(error).code === 'room.away') {
        setCut(true);
        return;
      }
      setSending(null);
      refused(error);
    }
  };

  useEffect(() => {
    if (!cut || !live || sending === null) return;
    const timer = setTimeout(() => void attempt(sending, true), settling);
    return () => clearTimeout(timer);
  }, [cut, live]);

  return { sending, cut, send: (option) => void attempt(option, false) };
}
