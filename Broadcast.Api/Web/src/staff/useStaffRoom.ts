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
 * A room as staff see it: events are shown at once, without waiting for a picture. No room while `channel` is null.
 * @param ended called when the server no longer accepts the token
 * @param stages receives the stages' reports; must be the same function on every render
 */
export function useStaffRoom(channel: string | null, token: string, ended: () => void, stages?: (reports: StageReports) => void): StaffRoom {
  const [room, setRoom] = useState<Room | null>(null);
  useEffect(() => {
    if (channel === null) return;
    const entered = new Room({
      room: channel,
      clock: new ChannelClock(() => Infinity),
      // Staff need the hub: nothing can be sent over the feed.
      feed: null,
      ...(stages && { stages }),
      author: () => authorOf(token),
      async token(again) {
        if (!again) return token;
        // Only a new sign-in gives another token, so there is nothing to retry.
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
