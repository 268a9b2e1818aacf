import { useEffect, useState } from 'preact/hooks';
import type { Room } from '../room/room';
import { emptyRoom, type RoomState } from '../room/state';

/**
 * The state of a channel's room, rendered again when it changes, at most once a frame. While one connection replaces another (a new name, a
 * new ticket), the state stays as it was until the new one has joined. Never returns the state of another channel's room.
 */
export function useRoomState(channel: string | null, room: Room | null): RoomState {
  const [current, setCurrent] = useState<{ channel: string | null; state: RoomState }>({ channel, state: emptyRoom });
  useEffect(() => {
    const update = (next: (shown: RoomState) => RoomState) =>
      setCurrent((now) => ({ channel, state: next(now.channel === channel ? now.state : emptyRoom) }));
    if (!room || room.id !== channel) {
      update((shown) => ({ ...shown, link: 'connecting' }));
      return;
    }
    let frame: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      frame = undefined;
      update((shown) => (room.state.link === 'connecting' ? { ...shown, link: 'connecting' } : room.state));
    };
    show();
    // A timer instead of an animation frame, so that a page in the background is updated, too.
    const unsubscribe = room.subscribe(() => (frame ??= setTimeout(show, 16)));
    return () => {
      unsubscribe();
      clearTimeout(frame);
    };
  }, [channel, room]);
  return current.channel === channel ? current.state : emptyRoom;
}
