import { useEffect, useRef, useState } from 'preact/hooks';
import type { Site } from '../../api/site';
import { toastError } from '../../frame/Toasts';
import { SendIcon } from '../../picture/icons';
import type { Room } from '../../room/room';
import type { RoomState } from '../../room/state';
import { useText } from '../../text/useText';
import type { Guest } from '../../viewer/ticket';
import { ChatList } from '../ChatList';
import { TalkLine } from './TalkLine';
import { useVoice } from './useVoice';
import { silenceOf } from './voice';

interface ChatProps {
  room: Room | null;
  state: RoomState;
  guest: Guest | null;
  rename: (name: string) => Promise<void>;
  site: Site | null;
  /** For who has come to look on alone: takes part from now on. */
  takePart?: () => void;
}

/** The room's talk. A name is asked for at the first word, not before. */
export function Chat({ room, state, guest, rename, site, takePart }: ChatProps) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [naming, setNaming] = useState(false);
  const waiting = useRef<string | null>(null);
  const voice = useVoice(room, state.mode.slowSeconds, guest?.viewer ?? null);
  const silence = silenceOf(state, site?.guests ?? []);
  // Nobody is told when a moderator lets them talk again: who is silenced may try.
  const waits = silence !== null || voice.pause?.why === 'slow';

  const say = async (words: string) => {
    if (!(await voice.say(words))) setText((now) => now || words);
  };

  // The first words wait for the name, and for the room to be entered under it.
  useEffect(() => {
    const words = waiting.current;
    if (!words || !room || !guest?.named || state.link !== 'live') return;
    waiting.current = null;
    void say(words);
  }, [guest, state.link, room]);

  const submit = (event: Event) => {
    event.preventDefault();
    const words = text.trim();
    if (!words || waits) return;
    setText('');
    if (guest?.named) void say(words);
    else {
      waiting.current = words;
      setNaming(true);
    }
  };

  return (
    <section class="chat" aria-label={t.chat}>
      <ChatList state={state} self={guest?.viewer ?? null} />
      {site?.demo && state.link !== 'feed' && <p class="guest-notice">{t.guestNotice}</p>}
      {state.link === 'feed' ? (
        <p class="chat-locked" role="status" data-testid="read-only">
          {takePart ? t.lookingOn : t.readOnly}
          {takePart && (
            <button type="button" class="plain" onClick={takePart} data-testid="take-part">
              {t.takePart}
            </button>
          )}
        </p>
      ) : naming ? (
        <NameForm
          initial=""
          done={() => setNaming(false)}
          cancel={() => {
            setText(waiting.current ?? '');
            waiting.current = null;
            setNaming(false);
          }}
          rename={rename}
        />
      ) : (
        <>
          <TalkLine mode={state.mode} silence={silence} pause={voice.pause} held={voice.held} />
          <form class="chat-form" onSubmit={submit}>
            <input
              class="field"
              value={text}
              maxLength={200}
              enterKeyHint="send"
              autocomplete="off"
              disabled={silence !== null}
              placeholder={silence ? t.chatClosed : t.chatPlaceholder}
              aria-label={t.chatPlaceholder}
              aria-describedby="talk-line"
              onInput={(event) => setText(event.currentTarget.value)}
              data-testid="chat-input"
            />
            <button type="submit" class="button" disabled={!text.trim() || waits || state.link !== 'live'} aria-label={t.chatSend} data-testid="chat-send">
              <SendIcon />
            </button>
          </form>
        </>
      )}
    </section>
  );
}

interface NameFormProps {
  initial: string;
  done: () => void;
  cancel: () => void;
  rename: (name: string) => Promise<void>;
}

function NameForm({ initial, done, cancel, rename }: NameFormProps) {
  const { t } = useText();
  const [name, setName] = useState(initial);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);

  const submit = (event: Event) => {
    event.preventDefault();
    setBusy(true);
    rename(name.trim())
      .then(done, toastError)
      .finally(() => setBusy(false));
  };
  return (
    <form class="name-form" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && cancel()}>
      <p>{t.guestNameText}</p>
      <div>
        <input
          ref={input}
          class="field"
          value={name}
          maxLength={20}
          autocomplete="nickname"
          placeholder={t.guestName}
          aria-label={t.guestName}
          onInput={(event) => setName(event.currentTarget.value)}
          data-testid="name-input"
        />
        <button type="submit" class="button" disabled={busy || !name.trim()} data-testid="name-enter">
          {t.enter}
        </button>
        <button type="button" class="plain" onClick={cancel}>
          {t.cancel}
        </button>
      </div>
    </form>
  );
}
