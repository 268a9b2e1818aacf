import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatLine } from '../room/chat';
import type { RoomState } from '../room/state';
import { useText } from '../text/useText';
import './chat.css';

/** Within this distance of its end (px) the list follows new lines. */
const near = 60;

/** For staff: the menu of each line. */
export interface ChatMenu {
  /** Whether the line has a menu. */
  has: (line: ChatLine) => boolean;
  open: (line: ChatLine, button: HTMLElement) => void;
  /** The offset of the line whose menu is open. */
  openAt: number | null;
}

interface ChatListProps {
  state: RoomState;
  self: string | null;
  menu?: ChatMenu;
  /** Lines behind the last one of the room: those that are on their way to it. */
  behind?: readonly ComponentChildren[];
}

/** The chat lines. The list follows new lines at its end, and otherwise stays where the reader scrolled to. */
export function ChatList({ state, self, menu, behind = [] }: ChatListProps) {
  const { t } = useText();
  const list = useRef<HTMLOListElement>(null);
  const [following, setFollowing] = useState(true);
  const last = state.chat.at(-1)?.offset;

  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight });
  useLayoutEffect(() => {
    if (following) toEnd();
  }, [last, behind.length, following]);
  // A list that becomes visible, or shorter for an on-screen keyboard, stays at its end.
  useEffect(() => {
    if (!following) return;
    const watch = new ResizeObserver(toEnd);
    watch.observe(list.current!);
    return () => watch.disconnect();
  }, [following]);
  const scrolled = () => {
    const element = list.current;
    if (element) setFollowing(element.scrollHeight - element.scrollTop - element.clientHeight < near);
  };

  const roles: Record<string, string> = { anchor: t.anchor, operator: t.operator, moderator: t.moderator, site: t.villageSite };
  return (
    <div class="chat-frame">
      <ol class={menu ? 'chat-list with-menus' : 'chat-list'} ref={list} onScroll={scrolled} tabIndex={0} aria-label={t.chat} data-testid="chat-list">
        {state.chat.length + behind.length === 0 && <li class="chat-empty">{t.chatEmpty}</li>}
        {state.skipped > 0 && <li class="chat-skipped">{t.chatSkipped(state.skipped)}</li>}
        {state.chat.map((line) => (
          <li key={line.offset} class={line.by?.id === self ? 'own' : line.by?.role ? 'staff' : ''} data-testid="chat-line">
            {line.by?.role && <span class="badge role">{roles[line.by.role] ?? line.by.role}</span>}
            <span class="who">{line.by?.name}</span> <span class="said">{line.text}</span>
            {menu?.has(line) && (
              <button
                type="button"
                class="line-more"
                aria-haspopup="menu"
                aria-expanded={menu.openAt === line.offset}
                aria-label={t.lineMenu(line.by?.name ?? '')}
                onClick={(event) => menu.open(line, event.currentTarget)}
                data-testid="line-more"
              >
                ⋯
              </button>
            )}
          </li>
        ))}
        {behind}
      </ol>
      {!following && (
        <button type="button" class="chat-newer" onClick={() => setFollowing(true)}>
          ↓ {t.chatNewer}
        </button>
      )}
    </div>
  );
}
