import { useCallback, useState } from 'preact/hooks';
import { toastError, toastGood, toastUndo } from '../frame/Toasts';
import { ChatList } from '../pages/ChatList';
import { SendIcon } from '../picture/icons';
import type { ChatLine } from '../room/chat';
import { length } from '../text/format';
import { useText } from '../text/useText';
import { actOn, actsOn, type LineAct } from './lineActs';
import { LineMenu } from './LineMenu';
import type { StaffRoom } from './useStaffRoom';

interface StaffChatProps {
  channel: string;
  at: StaffRoom;
  token: string;
  /** Who is at the desk. */
  self: string;
}

/** A room's talk, as those see it who keep order there: with a menu at each line of a viewer, and a voice of their own. */
export function StaffChat({ channel, at, token, self }: StaffChatProps) {
  const { t, language } = useText();
  const [text, setText] = useState('');
  const [open, setOpen] = useState<{ line: ChatLine; opener: HTMLElement; list: HTMLElement | null } | null>(null);
  const { state, room } = at;

  const close = useCallback(() => {
    // The line may be gone by now; its list is not.
    (open?.opener.isConnected ? open.opener : open?.list)?.focus();
    setOpen(null);
  }, [open]);
  const told = (name: string, act: Exclude<LineAct, 'remove'>) => {
    if (act.kind === 'timeout') return t.didTimeout(name, length(act.seconds ?? 0, language));
    return act.kind === 'shadow' ? t.didShadow(name) : t.didBan(name);
  };
  const act = (line: ChatLine, chosen: LineAct) => {
    close();
    const name = line.by?.name ?? '';
    actOn(channel, line, chosen, token).then((undo) => {
      if (undo && chosen !== 'remove') toastUndo(told(name, chosen), () => void undo().then(() => toastGood(t.lifted(name)), toastError));
    }, toastError);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const words = text.trim();
    if (!words || !room) return;
    setText('');
    room.say(words).catch((error: unknown) => {
      setText((now) => now || words);
      toastError(error);
    });
  };
  return (
    <>
      <ChatList
        state={state}
        self={self}
        menu={{
          has: (line) => actsOn(line, state.may).length > 0,
          open: (line, opener) => (open?.opener === opener ? close() : setOpen({ line, opener, list: opener.closest<HTMLElement>('.chat-list') })),
          of: open?.line.offset ?? null,
        }}
      />
      {open && <LineMenu line={open.line} acts={actsOn(open.line, state.may)} opener={open.opener} act={(chosen) => act(open.line, chosen)} close={close} />}
      <form class="chat-form" onSubmit={submit}>
        <input
          class="field"
          value={text}
          maxLength={200}
          enterKeyHint="send"
          autocomplete="off"
          placeholder={t.chatPlaceholder}
          aria-label={t.chatPlaceholder}
          onInput={(event) => setText(event.currentTarget.value)}
          data-testid="chat-input"
        />
        <button type="submit" class="button" disabled={!text.trim() || state.link !== 'live'} aria-label={t.chatSend} data-testid="chat-send">
          <SendIcon />
        </button>
      </form>
    </>
  );
}
