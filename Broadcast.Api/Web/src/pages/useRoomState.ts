import { useEffect, useState } from 'preact/hooks';
import type { Room } from '../room/room';
import { emptyRoom, type RoomState } from '../room/state';

/**
 * The state of a channel's room, rendered again when it changes, at most once a frame. While one connection to it gives way to another
 * (a new name, a new ticket), what was shown stays until the other one is in; of another channel's room nothing is ever shown.
 */
export function useRoomState(channel: string | null, room: Room | null): RoomState {
  const [held, setHeld] = useState<{ channel: string | null; state: RoomState }>({ channel, state: emptyRoom });
  useEffect(() => {
    const hold = (next: (shown: RoomState) => RoomState) =>
      setHeld((now) => ({ channel, state: next(now.channel === channel ? now.state : emptyRoom) }));
    if (!room || room.id !== channel) {
      hold((shown) => ({ ...shown, link: 'connecting' }));
      return;
    }
    let frame: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      frame = undefined;
      hold((shown) => (room.state.link === 'connecting' ? { ...shown, link: 'connecting' } : room.state));
    };
    show();
    // A timer and not an animation frame: a page in the background goes on.
    const unsubscribe = room.subscribe(() => (frame ??= setTimeout(show, 16)));
    return () => {
      unsubscribe();
      clearTimeout(frame);
    };
  }, [channel, room]);
  return held.channel === channel ? held.state : emptyRoom;
}
