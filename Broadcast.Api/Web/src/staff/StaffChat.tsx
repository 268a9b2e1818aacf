import { useCallback, useState } from 'preact/hooks';
import { toastError, toastGood, toastUndo } from '../frame/Toasts';
import { ChatForm } from '../pages/ChatForm';
import { ChatList } from '../pages/ChatList';
import type { ChatLine } from '../room/chat';
import { length } from '../text/format';
import { useText } from '../text/useText';
import { allowedActs, performAct, type LineAct } from './lineActs';
import { LineMenu } from './LineMenu';
import type { StaffRoom } from './useStaffRoom';

interface StaffChatProps {
  channel: string;
  staffRoom: StaffRoom;
  token: string;
  /** Id of the person at the desk. */
  self: string;
}

/** A room's chat for staff: with a moderation menu at each line of a viewer, and an input of their own. */
export function StaffChat({ channel, staffRoom, token, self }: StaffChatProps) {
  const { t, language } = useText();
  const [text, setText] = useState('');
  const [open, setOpen] = useState<{ line: ChatLine; opener: HTMLElement; list: HTMLElement | null } | null>(null);
  const { state, room } = staffRoom;

  const close = useCallback(() => {
    // The line may be gone by now, but its list is not.
    (open?.opener.isConnected ? open.opener : open?.list)?.focus();
    setOpen(null);
  }, [open]);
  const report = (name: string, act: Exclude<LineAct, 'remove'>) => {
    if (act.kind === 'timeout') return t.didTimeout(name, length(act.seconds ?? 0, language));
    return act.kind === 'shadow' ? t.didShadow(name) : t.didBan(name);
  };
  const act = (line: ChatLine, chosen: LineAct) => {
    close();
    const name = line.by?.name ?? '';
    performAct(channel, line, chosen, token).then((undo) => {
      if (undo && chosen !== 'remove') toastUndo(report(name, chosen), () => void undo().then(() => toastGood(t.lifted(name)), toastError));
    }, toastError);
  };
  const send = (message: string) => {
    if (!room) return;
    setText('');
    room.say(message).catch((error: unknown) => {
      setText((now) => now || message);
      toastError(error);
    });
  };
  return (
    <>
      <ChatList
        state={state}
        self={self}
        menu={{
          has: (line) => allowedActs(line, state.may).length > 0,
          open: (line, opener) => (open?.opener === opener ? close() : setOpen({ line, opener, list: opener.closest<HTMLElement>('.chat-list') })),
          openAt: open?.line.offset ?? null,
        }}
      />
      {open && <LineMenu line={open.line} acts={allowedActs(open.line, state.may)} opener={open.opener} act={(chosen) => act(open.line, chosen)} close={close} />}
      <ChatForm text={text} change={setText} send={send} live={state.link === 'live'} />
    </>
  );
}
