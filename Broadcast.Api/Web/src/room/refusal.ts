/** A call that the room refused, with its stable code; `room.away` when the call could not be made at all. */
export class RoomRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'RoomRefusal';
    this.code = code;
  }

  /** Seconds until the call may be repeated, where the refusal says so (`chat.slow`, `chat.timeout`); else null. */
  get wait(): number | null {
    const seconds = /\b(\d+) s\b/.exec(this.message);
    return seconds && (this.code === 'chat.slow' || this.code === 'chat.timeout') ? Number(seconds[1]) : null;
  }

  /** Reads `code: text` out of SignalR's error message. */
  static from(error: unknown): RoomRefusal {
    if (error instanceof RoomRefusal) return error;
    const text = error instanceof Error ? error.message : String(error);
    const coded = /HubException: ([a-z]+(?:[._][a-z_]+)*): (.*)$/s.exec(text);
    return coded ? new RoomRefusal(coded[1]!, coded[2]!) : new RoomRefusal('room.away', text);
  }
}
