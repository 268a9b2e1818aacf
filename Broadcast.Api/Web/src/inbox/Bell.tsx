import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../frame/useNow';
import type { Room } from '../room/room';
import type { Question } from '../room/state';
import { useText } from '../text/useText';
import { BellPanel } from './BellPanel';
import { shownItems } from './shownItems';
import { useInbox, type Reader } from './useInbox';
import './bell.css';

interface BellProps {
  reader: Reader;
  room: Room | null;
  /** What the picture has reached of the questions: a prize is not told before. */
  questions: readonly Question[];
  /** Unix milliseconds. */
  serverNow: () => number;
}

/** A person's inbox in the header: how much is new, and a panel with all of it. Opening the panel marks it as read. */
export function Bell({ reader, room, questions, serverNow }: BellProps) {
  const { t } = useText();
  const { inbox, mark } = useInbox(reader, room);
  const now = useNow(1_000, serverNow);
  const [open, setOpen] = useState(false);
  /** Up to where was read when the panel was opened: what came after is shown as new. */
  const [seen, setSeen] = useState(0);
  /** It was opened before anything of the inbox was known, so that how far it was read is learnt with its first entries. */
  const unknown = useRef(false);
  const frame = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { items, upTo } = shownItems(inbox.items, questions, now);
  const unread = items.filter((item) => item.position > inbox.read).length;

  useEffect(() => {
    if (!open) return;
    if (unknown.current && inbox.last > 0) {
      unknown.current = false;
      setSeen(inbox.read);
    }
    if (upTo > inbox.read) mark(upTo);
  }, [open, upTo, inbox.last, inbox.read, mark]);

  const close = useCallback(() => setOpen(false), []);
  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => !frame.current?.contains(event.target as Node) && close();
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open, close]);

  /** Closes, and the focus goes back to the bell. */
  const leave = () => {
    close();
    button.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    leave();
  };
  // The panel would lie over what has the focus now.
  const passed = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget && !frame.current?.contains(relatedTarget as Node)) close();
  };
  const toggle = () => {
    setSeen(inbox.read);
    unknown.current = inbox.last === 0;
    setOpen((before) => !before);
  };
  return (
    <div class="bell" ref={frame} onKeyDown={keys} onFocusOut={passed}>
      <button
        type="button"
        class="plain bell-button"
        ref={button}
        aria-expanded={open}
        aria-controls="inbox"
        aria-label={unread > 0 ? t.inboxUnread(unread) : t.inbox}
        onClick={toggle}
        data-testid="bell"
        data-unread={unread}
      >
        <svg class="motif" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5 17h14l-1.6-2.4V10a5.4 5.4 0 0 0-10.8 0v4.6Z M10 20a2.2 2.2 0 0 0 4 0" />
        </svg>
        {unread > 0 && (
          <span class="bell-count number" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </button>
      <span class="visually-hidden" role="status">
        {unread > 0 && !open ? t.inboxUnread(unread) : ''}
      </span>
      {open && <BellPanel items={items} seen={seen} close={leave} />}
    </div>
  );
}
