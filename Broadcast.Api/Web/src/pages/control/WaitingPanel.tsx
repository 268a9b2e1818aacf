import { useState } from 'preact/hooks';
import { getModeration, review, type HeldMessage } from '../../api/moderation';
import { toastError } from '../../frame/Toasts';
import { usePolled } from '../../frame/usePolled';
import { useText } from '../../text/useText';

interface WaitingPanelProps {
  rooms: readonly string[];
  nameOf: (room: string) => string;
  token: string;
  /** Shows a room in the moderation below. */
  open: (room: string) => void;
}

interface Waiting {
  room: string;
  held: readonly HeldMessage[];
}

const every = 3_000;

/** What waits for moderation in any room: how much where, and the message that has waited longest, with its two buttons. */
export function WaitingPanel({ rooms, nameOf, token, open }: WaitingPanelProps) {
  const { t } = useText();
  const waiting = usePolled(`waiting ${rooms.join(' ')}`, () => readAll(rooms, token), every);
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const left = (waiting.value ?? []).map(({ room, held }) => ({ room, held: held.filter((message) => !decided.has(message.id)) })).filter(({ held }) => held.length > 0);
  const all = left.reduce((sum, { held }) => sum + held.length, 0);
  const oldest = left.flatMap(({ room, held }) => held.map((message) => ({ room, message }))).sort((one, other) => one.message.at - other.message.at)[0];

  const decide = (room: string, id: string, approve: boolean) => {
    setDecided((before) => new Set([...before, id]));
    review(room, id, approve, token)
      .catch((error: unknown) => {
        toastError(error);
        if ((error as { code?: string }).code !== 'held.unknown') setDecided((before) => new Set([...before].filter((one) => one !== id)));
      })
      .finally(waiting.reload);
  };
  return (
    <section id="waiting" tabIndex={-1} class="panel strip-panel waiting-panel" aria-label={t.waitsTitle} data-testid="waiting" data-count={all}>
      <div class="strip-head">
        <h2>{t.waitsTitle}</h2>
        {left.length === 0 && !waiting.error && <span class="strip-fine">{t.waitsNothing}</span>}
        {left.map(({ room, held }) => (
          <button key={room} type="button" class="waiting-room" aria-label={t.waitsIn(nameOf(room), held.length)} onClick={() => open(room)} data-testid={`waiting-${room}`}>
            {nameOf(room)} <span class="number">{held.length}</span>
          </button>
        ))}
      </div>
      {waiting.error !== null && <p class="form-error">{t.waitsUnread}</p>}
      {oldest && (
        <div class="waiting-oldest" data-testid="waiting-oldest">
          <p title={oldest.message.text}>
            <strong>{oldest.message.by.name}</strong> {oldest.message.text}
          </p>
          <button type="button" class="button" onClick={() => decide(oldest.room, oldest.message.id, true)} data-testid="waiting-approve">
            {t.approve}
          </button>
          <button type="button" class="button quiet" onClick={() => decide(oldest.room, oldest.message.id, false)} data-testid="waiting-reject">
            {t.reject}
          </button>
        </div>
      )}
    </section>
  );
}

/** A room that cannot be read keeps no other from being shown. Fails when none can be read. */
async function readAll(rooms: readonly string[], token: string): Promise<readonly Waiting[]> {
  const read = await Promise.allSettled(rooms.map(async (room) => ({ room, held: (await getModeration(room, token)).held })));
  const failed = read.find((one) => one.status === 'rejected');
  if (failed && read.every((one) => one.status === 'rejected')) throw failed.reason;
  return read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
