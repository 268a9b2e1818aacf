import { newKey } from '../newKey';
import { ApiError } from './http';

/** The keys of what was sent and is not known to be made. */
const open = new Map<string, string>();

/**
 * Makes something once: when its answer is lost and the same is sent again, it goes with the same `Idempotency-Key`, as long as the page lives.
 * What is refused leaves the key for the next attempt.
 * @param what names what is made: the same for the same thing
 */
export async function once<Answer>(what: readonly unknown[], send: (key: string) => Promise<Answer>): Promise<Answer> {
  const name = JSON.stringify(what);
  const key = open.get(name) ?? `page-${newKey()}${newKey()}`;
  open.set(name, key);
  try {
    const answer = await send(key);
    open.delete(name);
    return answer;
  } catch (error) {
    if (wasMade(error)) open.delete(name);
    throw error;
  }
}

/**
 * Whether it was made when it was sent before, and its answer cannot be had any more: a secret is shown once. A mismatch is the same, for what
 * is sent again under another id.
 */
export const wasMade = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'idempotency.not_replayed' || error.code === 'idempotency.mismatch');
