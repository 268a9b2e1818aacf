import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ChatLine } from '../room/chat';
import { length } from '../text/format';
import { useText } from '../text/useText';
import type { LineAct } from './lineActs';
import './lineMenu.css';

interface LineMenuProps {
  line: ChatLine;
  acts: readonly LineAct[];
  /** The button that opened the menu. */
  opener: HTMLElement;
  act: (act: LineAct) => void;
  close: () => void;
}

/** The menu of a chat line: beside its button, or at the bottom of a phone, within reach of the thumb. */
export function LineMenu({ line, acts, opener, act, close }: LineMenuProps) {
  const { t, language } = useText();
  const menu = useRef<HTMLDivElement>(null);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];

  useLayoutEffect(() => {
    positionMenu(menu.current!, opener.getBoundingClientRect());
    items()[0]?.focus();
  }, [opener]);
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (!menu.current?.contains(event.target as Node) && !opener.contains(event.target as Node)) close();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [opener, close]);

  const keys = (event: KeyboardEvent) => {
    const all = items();
    const here = all.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 };
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (event.key in to) all.at(to[event.key]! % all.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const nameOf = (act: LineAct) => {
    if (act === 'remove') return t.actRemove;
    if (act.kind === 'timeout') return t.actTimeout(length(act.seconds ?? 0, language));
    if (act.kind === 'shadow') return t.actShadow;
    return act.removeMessages ? t.actBanRemove : t.actBan;
  };
  return (
    <div class="line-menu" role="menu" ref={menu} aria-label={t.lineMenu(line.by?.name ?? '')} onKeyDown={keys} data-testid="line-menu">
      <p>
        <strong>{line.by?.name}</strong> {line.text}
      </p>
      {acts.map((offered) => {
        const name = offered === 'remove' ? offered : [offered.kind, offered.seconds, offered.removeMessages && 'remove'].filter(Boolean).join('-');
        return (
          <button key={name} type="button" role="menuitem" tabIndex={-1} class={offered === 'remove' ? '' : offered.kind} onClick={() => act(offered)} data-testid={`act-${name}`}>
            {nameOf(offered)}
          </button>
        );
      })}
    </div>
  );
}

/** Puts the menu below the button, or above it where there is no room; on narrow pages the style sheet overrides this. */
function positionMenu(menu: HTMLElement, button: DOMRect): void {
  const below = button.bottom + menu.offsetHeight < innerHeight;
  menu.style.top = `${Math.max(8, below ? button.bottom : button.top - menu.offsetHeight)}px`;
  menu.style.left = `${Math.max(8, button.right - menu.offsetWidth)}px`;
}
