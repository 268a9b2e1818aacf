import { deadline } from './deadline';

const patience = 5_000;

/**
 * Whether the server itself says that `token` is no good. A browser is not told why a WebSocket was refused; the negotiation before one goes
 * through the same door and does tell. Anything but a plain 401 (no server, a proxy's error, too much to do) says nothing about the token.
 */
export async function isRefused(hub: string, token: string): Promise<boolean> {
  try {
    const answer = await fetch(`${hub}/negotiate?negotiateVersion=1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: deadline(patience),
    });
    return answer.status === 401;
  } catch {
    // Nobody answers.
    return false;
  }
}
