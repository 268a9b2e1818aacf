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

/** Messages that wait, the oldest first. The one that has the focus is let in by A and dropped by R; the next one then has it. */
export function HeldQueue({ room, held, may, token, refresh }: HeldQueueProps) {
  const { t, language } = useText();
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLOListElement>(null);
  const follow = useRef<string | null>(null);
  const waiting = held.filter((message) => !decided.has(message.id));

  useLayoutEffect(() => {
    if (follow.current === null) return;
    const next = [...(list.current?.children ?? [])].find((item) => (item as HTMLElement).dataset['held'] === follow.current) as HTMLElement | undefined;
    (next ?? list.current)?.focus();
    follow.current = null;
  }, [decided]);

  const decide = (id: string, approve: boolean) => {
    const place = waiting.findIndex((message) => message.id === id);
    follow.current = (waiting[place + 1] ?? waiting[place - 1])?.id ?? '';
    setDecided((before) => new Set([...before, id]));
    review(room, id, approve, token)
      .catch((error: unknown) => {
        toastError(error);
        // What waits no more stays away; the rest is there to be decided.
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
  const whys: Record<string, string> = { word: t.heldWord, mode: t.heldMode, shadow: t.heldShadow };
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
              <time>{clockSeconds(message.at, language)}</time> · {whys[message.why] ?? message.why}
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
