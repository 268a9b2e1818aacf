import { useState } from 'preact/hooks';
import { toastError } from '../../frame/Toasts';
import { SendIcon } from '../../picture/icons';
import type { StaffRoom } from '../../staff/useStaffRoom';
import { short } from '../../text/format';
import { useText } from '../../text/useText';
import { ChatList } from '../ChatList';

interface AnchorChatProps {
  own: StaffRoom;
  /** The relay's room, while this stage is on air. */
  relay: StaffRoom | null;
  self: string;
}

/** The talk of the stage's own room, and of the festival's while it looks on. */
export function AnchorChat({ own, relay, self }: AnchorChatProps) {
  const { t, language } = useText();
  const [wanted, setWanted] = useState<'own' | 'relay'>('relay');
  const [text, setText] = useState('');
  const inRelay = relay !== null && wanted === 'relay';
  const shown = inRelay ? relay : own;

  const submit = (event: Event) => {
    event.preventDefault();
    const words = text.trim();
    if (!words || !shown.room) return;
    setText('');
    shown.room.say(words).catch((error: unknown) => {
      setText((now) => now || words);
      toastError(error);
    });
  };
  const tab = (name: 'own' | 'relay', label: string, room: StaffRoom) => (
    <button type="button" aria-pressed={inRelay === (name === 'relay')} onClick={() => setWanted(name)} data-testid={`room-${name}`}>
      {label} <span class="number">{short(room.state.counts.viewers, language)}</span>
    </button>
  );
  return (
    <section class="panel anchor-chat" aria-label={t.chat}>
      <div class="chat-rooms">
        {tab('own', t.stageRoom, own)}
        {relay && tab('relay', t.relayRoom, relay)}
      </div>
      <ChatList key={inRelay ? 'relay' : 'own'} state={shown.state} self={self} />
      <form class="chat-form" onSubmit={submit}>
        <input class="field" value={text} maxLength={200} placeholder={t.chatPlaceholder} aria-label={t.chatPlaceholder} onInput={(event) => setText(event.currentTarget.value)} data-testid="chat-input" />
        <button type="submit" class="button" disabled={!text.trim() || shown.state.link !== 'live'} aria-label={t.chatSend} data-testid="chat-send">
          <SendIcon />
        </button>
      </form>
    </section>
  );
}
