import { useText } from '../../text/useText';
import type { Unsent } from './outbox';

interface UnsentLineProps {
  one: Unsent;
  /** The viewer's name. */
  name: string;
  retry: (one: Unsent) => void;
  discard: (one: Unsent) => void;
}

/** A line of this viewer that the room has not answered yet. */
export function UnsentLine({ one, name, retry, discard }: UnsentLineProps) {
  const { t } = useText();
  return (
    <li class={`own unsent ${one.state}`} data-testid="chat-unsent" data-state={one.state}>
      <span class="who">{name}</span> <span class="said">{one.text}</span>
      {one.state === 'waiting' && (
        <span class="unsent-acts">
          <span role="status">{t.chatUnsent}</span>
          <button type="button" class="plain" onClick={() => retry(one)} data-testid="chat-retry">
            {t.retry}
          </button>
          <button type="button" class="plain" onClick={() => discard(one)} data-testid="chat-discard">
            {t.chatDiscard}
          </button>
        </span>
      )}
    </li>
  );
}
