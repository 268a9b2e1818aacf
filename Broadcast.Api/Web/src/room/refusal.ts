/** A call that the room refused, with its stable code; `room.away` when the call could not be made at all. */
export class RoomRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'RoomRefusal';
    this.code = code;
  }

  /** Seconds until it may be tried again, where the refusal says so: `chat.slow`, `chat.timeout`. */
  get wait(): number | null {
    const told = /\b(\d+) s\b/.exec(this.message);
    return told && (this.code === 'chat.slow' || this.code === 'chat.timeout') ? Number(told[1]) : null;
  }

  /** The hub says `code: text` inside SignalR's own wording. */
  static from(error: unknown): RoomRefusal {
    if (error instanceof RoomRefusal) return error;
    const text = error instanceof Error ? error.message : String(error);
    const said = /HubException: ([a-z]+(?:[._][a-z_]+)*): (.*)$/s.exec(text);
    return said ? new RoomRefusal(said[1]!, said[2]!) : new RoomRefusal('room.away', text);
  }
}
