import { useEffect, useState } from 'preact/hooks';
import { useRoomState } from '../pages/useRoomState';
import { ChannelClock } from '../room/clock';
import { Room } from '../room/room';
import type { RoomState } from '../room/state';

export interface StaffRoom {
  room: Room | null;
  state: RoomState;
}

/** A room as staff see it: everything at once, waiting for no picture. No room while `channel` is null. */
export function useStaffRoom(channel: string | null, token: string): StaffRoom {
  const [room, setRoom] = useState<Room | null>(null);
  useEffect(() => {
    if (channel === null) return;
    const entered = new Room({ room: channel, clock: new ChannelClock(() => Infinity), token: () => Promise.resolve(token) });
    entered.start();
    setRoom(entered);
    return () => {
      setRoom(null);
      void entered.stop();
    };
  }, [channel, token]);
  const state = useRoomState(channel, room);
  return { room: room?.id === channel ? room : null, state };
}
