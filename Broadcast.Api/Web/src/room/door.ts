import { deadline } from './deadline';

const patience = 5_000;

/** What the door says to somebody who was not let in. */
export interface DoorWord {
  /** The token is no good: another one is needed. */
  refused: boolean;
  /** The server takes nobody in for now. */
  full: boolean;
  /** Milliseconds before it is worth trying again, as the server says; 0 when it does not. */
  after: number;
}

/**
 * Why the hub did not let us in. A browser is not told why a WebSocket was refused; the negotiation before one goes through the same door and
 * does tell. Anything else (no server, a proxy's error) says nothing.
 */
export async function askDoor(hub: string, token: string): Promise<DoorWord> {
  try {
    const answer = await fetch(`${hub}/negotiate?negotiateVersion=1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: deadline(patience),
    });
    const seconds = Number(answer.headers.get('retry-after') ?? 0);
    return { refused: answer.status === 401, full: answer.status === 503, after: seconds > 0 ? seconds * 1_000 : 0 };
  } catch {
    // Nobody answers.
    return { refused: false, full: false, after: 0 };
  }
}
