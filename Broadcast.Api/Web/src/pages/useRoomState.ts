import { useEffect, useState } from 'preact/hooks';
import type { Room } from '../room/room';
import { emptyRoom, type RoomState } from '../room/state';

/**
 * The room's state, rendered again when it changes, at most once a frame. While one room gives way to another (a new name, a new ticket),
 * what was shown stays until the other one is entered.
 */
export function useRoomState(room: Room | null): RoomState {
  const [state, setState] = useState(room?.state ?? emptyRoom);
  useEffect(() => {
    if (!room) {
      setState((shown) => ({ ...shown, link: 'connecting' }));
      return;
    }
    let frame: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      frame = undefined;
      setState((shown) => (room.state.link === 'connecting' ? { ...shown, link: 'connecting' } : room.state));
    };
    show();
    // A timer and not an animation frame: a page in the background goes on.
    const unsubscribe = room.subscribe(() => (frame ??= setTimeout(show, 16)));
    return () => {
      unsubscribe();
      clearTimeout(frame);
    };
  }, [room]);
  return state;
}
