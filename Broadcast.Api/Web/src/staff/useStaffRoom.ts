import { useEffect, useState } from 'preact/hooks';
import { authorOf } from '../api/claims';
import { useRoomState } from '../pages/useRoomState';
import { ChannelClock } from '../room/clock';
import type { StageReports } from '../room/contracts';
import { RoomRefusal } from '../room/refusal';
import { Room } from '../room/room';
import type { RoomState } from '../room/state';

export interface StaffRoom {
  room: Room | null;
  state: RoomState;
}

/**
 * A room as staff see it: everything at once, waiting for no picture; with `stages`, which must stay the same, how the stages do. No room while `channel` is null; `ended` when the session is over.
 */
export function useStaffRoom(channel: string | null, token: string, ended: () => void, stages?: (reports: StageReports) => void): StaffRoom {
  const [room, setRoom] = useState<Room | null>(null);
  useEffect(() => {
    if (channel === null) return;
    const entered = new Room({
      room: channel,
      clock: new ChannelClock(() => Infinity),
      // Who runs a stage wants the hub back, and nothing less.
      feed: null,
      ...(stages && { stages }),
      author: () => authorOf(token),
      async token(again) {
        if (!again) return token;
        // Nobody but its owner can renew a session: without one there is nothing to try.
        ended();
        throw new RoomRefusal('auth.required', 'The session is over.');
      },
    });
    entered.start();
    setRoom(entered);
    return () => {
      setRoom(null);
      void entered.stop();
    };
  }, [channel, token, ended, stages]);
  const state = useRoomState(channel, room);
  return { room: room?.id === channel ? room : null, state };
}
