import type { RoomEvent } from './contracts';

/**
 * Holds events back until the picture reaches their `showAt`.
 * Related events keep their order (those of a question or poll; pin and unpin), unrelated ones do not wait for each other, and chat never waits.
 */
export class Schedule {
  readonly #lanes = new Map<string, RoomEvent[]>();
  readonly #release: (event: RoomEvent) => void;
  readonly #now: () => number;

  constructor(release: (event: RoomEvent) => void, now: () => number) {
    this.#release = release;
    this.#now = now;
  }

  get waiting(): number {
    let count = 0;
    for (const lane of this.#lanes.values()) count += lane.length;
    return count;
  }

  add(event: RoomEvent): void {
    const name = laneOf(event);
    if (name === null) {
      this.#release(event);
      return;
    }
    const lane = this.#lanes.get(name);
    if (lane) lane.push(event);
    else this.#lanes.set(name, [event]);
    this.#drain(name);
  }

  /** Releases what is due; call it a few times a second while `waiting`. */
  tick(): void {
    for (const name of [...this.#lanes.keys()]) this.#drain(name);
  }

  clear(): void {
    this.#lanes.clear();
  }

  #drain(name: string): void {
    const lane = this.#lanes.get(name);
    if (!lane) return;
    const now = this.#now();
    for (let next = lane[0]; next && (next.showAt === undefined || next.showAt <= now); next = lane[0]) {
      lane.shift();
      this.#release(next);
    }
    if (lane.length === 0) this.#lanes.delete(name);
  }
}

function laneOf(event: RoomEvent): string | null {
  switch (event.type) {
    case 'chat':
      return null;
    case 'pin':
    case 'unpin':
      return 'pin';
    case 'question.scheduled':
    case 'question.cancelled':
    case 'question.opened':
    case 'question.paused':
    case 'question.resumed':
    case 'question.closed':
    case 'question.revealed':
    case 'question.voided':
      return `question ${event.data.id}`;
    case 'poll.scheduled':
    case 'poll.cancelled':
    case 'poll.opened':
    case 'poll.revealed':
    case 'poll.voided':
      return `poll ${event.data.id}`;
    default:
      return event.type;
  }
}
