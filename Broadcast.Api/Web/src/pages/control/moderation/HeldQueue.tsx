import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { review, type HeldMessage } from '../../../api/moderation';
import { toastError } from '../../../frame/Toasts';
import { clockSeconds } from '../../../text/format';
import { useText } from '../../../text/useText';

interface HeldQueueProps {
  room: string;
  held: readonly HeldMessage[];
  may: boolean;
  token: string;
  refresh: () => void;
}

/** Held messages, the oldest first. The keys A and R approve and reject the one with the focus, which then moves to the next one. */
export function HeldQueue({ room, held, may, token, refresh }: HeldQueueProps) {
  const { t, language } = useText();
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLOListElement>(null);
  const nextFocus = useRef<string | null>(null);
  const waiting = held.filter((message) => !decided.has(message.id));

  useLayoutEffect(() => {
    if (nextFocus.current === null) return;
    const next = [...(list.current?.children ?? [])].find((item) => (item as HTMLElement).dataset['held'] === nextFocus.current) as HTMLElement | undefined;
    (next ?? list.current)?.focus();
    nextFocus.current = null;
  }, [decided]);

  const decide = (id: string, approve: boolean) => {
    const index = waiting.findIndex((message) => message.id === id);
    nextFocus.current = (waiting[index + 1] ?? waiting[index - 1])?.id ?? '';
    setDecided((before) => new Set([...before, id]));
    review(room, id, approve, token)
      .catch((error: unknown) => {
        toastError(error);
        // A message that no longer waits stays away; another one comes back to be decided.
        if ((error as { code?: string }).code !== 'held.unknown') setDecided((before) => new Set([...before].filter((one) => one !== id)));
      })
      .finally(refresh);
  };
  const keys = (event: KeyboardEvent, id: string) => {
    if (!may || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = event.key.toLowerCase();
    if (key !== 'a' && key !== 'r') return;
    event.preventDefault();
    decide(id, key === 'a');
  };
  const reasons: Record<string, string> = { word: t.heldWord, mode: t.heldMode, shadow: t.heldShadow };
  return (
    <>
      {may && waiting.length > 0 && <p class="who held-keys">{t.heldKeys}</p>}
      <ol class="held" ref={list} tabIndex={-1} aria-label={t.heldTitle} data-testid="held">
        {waiting.map((message) => (
          <li key={message.id} tabIndex={0} class={message.why} data-held={message.id} onKeyDown={(event) => keys(event, message.id)} data-testid="held-message">
            <p>
              <strong>{message.by.name}</strong> {message.text}
            </p>
            <p class="who">
              <time>{clockSeconds(message.at, language)}</time> · {reasons[message.why] ?? message.why}
            </p>
            {may && (
              <div class="held-buttons">
                <button type="button" class="button" onClick={() => decide(message.id, true)} data-testid="approve">
                  {t.approve}
                </button>
                <button type="button" class="button quiet" onClick={() => decide(message.id, false)} data-testid="reject">
                  {t.reject}
                </button>
              </div>
            )}
          </li>
        ))}
      </ol>
      {waiting.length === 0 && (
        <div class="order-empty">
          <strong>{t.heldEmpty}</strong>
          <p>{t.heldEmptyText}</p>
        </div>
      )}
    </>
  );
}
