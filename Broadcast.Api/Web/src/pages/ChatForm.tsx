import { useEffect, useRef } from 'preact/hooks';
import { SendIcon } from '../picture/icons';
import { useText } from '../text/useText';

interface ChatFormProps {
  text: string;
  change: (text: string) => void;
  /** Called with the trimmed text, which is never empty. */
  send: (message: string) => void;
  /** Whether something can be sent: for staff while the room is connected, for viewers also while it is away, since their lines wait. */
  live: boolean;
  /** Nothing can be sent now, but the text can be edited. */
  wait?: boolean;
  /** Nothing can be sent or edited. */
  closed?: boolean;
  /** Id of the element that explains the input. */
  describedBy?: string;
  /** The input gets the focus when it appears. */
  focused?: boolean;
}

/** The input for chat messages, for viewers and staff. */
export function ChatForm({ text, change, send, live, wait = false, closed = false, describedBy, focused = false }: ChatFormProps) {
  const { t } = useText();
  const message = text.trim();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) input.current?.focus({ preventScroll: true });
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (message && !wait && !closed) send(message);
  };
  return (
    <form class="chat-form" onSubmit={submit}>
      <input
        ref={input}
        class="field"
        value={text}
        maxLength={200}
        enterKeyHint="send"
        autocomplete="off"
        disabled={closed}
        placeholder={closed ? t.chatClosed : t.chatPlaceholder}
        aria-label={t.chatPlaceholder}
        aria-describedby={describedBy}
        onInput={(event) => change(event.currentTarget.value)}
        data-testid="chat-input"
      />
      <button type="submit" class="button" disabled={!message || wait || closed || !live} aria-label={t.chatSend} data-testid="chat-send">
        <SendIcon />
      </button>
    </form>
  );
}
