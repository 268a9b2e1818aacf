import { useEffect, useRef } from 'preact/hooks';
import type { YoursEvent } from '../room/contracts';
import { clockTime, day } from '../text/format';
import { useText } from '../text/useText';

interface BellPanelProps {
  /** The newest first. */
  items: readonly YoursEvent[];
  /** Entries behind this position are new. */
  seen: number;
  close: () => void;
}

/** What came into the inbox: under the bell, or over the whole width of a phone. */
export function BellPanel({ items, seen, close }: BellPanelProps) {
  const { t, language } = useText();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  return (
    <section class="card bell-panel" id="inbox" ref={panel} tabIndex={-1} aria-label={t.inbox} data-testid="inbox">
      <header>
        <h2>{t.inbox}</h2>
        <button type="button" class="plain" aria-label={t.close} onClick={close}>
          ×
        </button>
      </header>
      {items.length === 0 ? (
        <p class="bell-empty">{t.inboxEmpty}</p>
      ) : (
        <ol>
          {items.map((item) => (
            <li key={item.position} class={item.position > seen ? 'new' : ''} data-testid="inbox-item" data-position={item.position} data-type={item.type}>
              <Words item={item} />
              <time dateTime={new Date(item.at).toISOString()}>
                {day(item.at, language)} {clockTime(item.at, language)}
              </time>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** What an entry says. */
function Words({ item }: { item: YoursEvent }) {
  const { t, named } = useText();
  const { prize, text } = item.data;
  if (item.type === 'prize.shipped')
    return (
      <p>
        <strong>{t.prizeShipped}</strong> {prize && <a href={prize.url}>{named(prize)}</a>}
        <span class="bell-about">{t.prizeShippedText(item.data.carrier, item.data.tracking)}</span>
        <span class="bell-about">{t.inboxQuestion(text)}</span>
      </p>
    );
  return (
    <p>
      <strong>{t.youWon}</strong> {prize && <a href={prize.url}>{t.youWonText(named(prize))}</a>}
      <span class="bell-about">{t.inboxQuestion(text)}</span>
    </p>
  );
}
