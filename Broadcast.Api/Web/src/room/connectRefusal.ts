import { deadline } from './deadline';

/** Milliseconds. */
const patience = 5_000;

/** Why the hub did not accept a connection. All false, and 0, when the reason is unknown. */
export interface ConnectRefusal {
  /** The token is not accepted: another one is needed. */
  refused: boolean;
  /** The server accepts no connections for now. */
  full: boolean;
  /** Milliseconds to wait before the next attempt, as the server says; 0 when it does not say. */
  after: number;
}

/**
 * Asks why the hub did not accept a connection. A browser is not told why a WebSocket was refused, but the HTTP negotiation passes the same
 * checks and answers with a status. Without one (no server, a proxy's error) the reason stays unknown.
 */
export async function askWhyRefused(hub: string, token: string): Promise<ConnectRefusal> {
  try {
    const answer = await fetch(`${hub}/negotiate?negotiateVersion=1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: deadline(patience),
    });
    const seconds = Number(answer.headers.get('retry-after') ?? 0);
    return { refused: answer.status === 401, full: answer.status === 503, after: seconds > 0 ? seconds * 1_000 : 0 };
  } catch {
    // No answer.
    return { refused: false, full: false, after: 0 };
  }
}
