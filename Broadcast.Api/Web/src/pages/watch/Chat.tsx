import { useEffect, useRef, useState } from 'preact/hooks';
import type { Site } from '../../api/site';
import { toastError } from '../../frame/Toasts';
import type { Room } from '../../room/room';
import type { RoomState } from '../../room/state';
import { useText } from '../../text/useText';
import { isPerson } from '../../viewer/person';
import type { Guest } from '../../viewer/ticket';
import { ChatForm } from '../ChatForm';
import { ChatList } from '../ChatList';
import { silenceOf } from './talkLimits';
import { TalkLine } from './TalkLine';
import { UnsentLine } from './UnsentLine';
import { useOutbox } from './useOutbox';

interface ChatProps {
  room: Room | null;
  state: RoomState;
  guest: Guest | null;
  rename: (name: string) => Promise<void>;
  site: Site | null;
  /** Connects to the hub; only for viewers who started on the feed. */
  takePart?: () => void;
}

/** The room's chat. A guest is asked for a name with their first message, not before. */
export function Chat({ room, state, guest, rename, site, takePart }: ChatProps) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [naming, setNaming] = useState(false);
  const waiting = useRef<string | null>(null);
  // Once the name is given, the next message can be typed.
  const [returned, setReturned] = useState(false);
  const named = () => {
    setNaming(false);
    setReturned(true);
  };
  const sender = useOutbox(room, state.link, state.mode.slowSeconds, guest?.viewer ?? null, (message) => setText((now) => now || message));
  const silence = silenceOf(state, site?.guests ?? []);
  // Only slow mode makes the form wait. The page does not learn that a moderator ended a timeout, so a silenced viewer may try.
  const wait = sender.pause?.why === 'slow';

  // The first message waits for the name, and for the room to be entered under it.
  useEffect(() => {
    const message = waiting.current;
    if (!message || !room || !guest?.named || state.link !== 'live') return;
    waiting.current = null;
    sender.send(message);
  }, [guest, state.link, room]);

  const submit = (message: string) => {
    setText('');
    if (guest?.named) sender.send(message);
    else {
      waiting.current = message;
      setNaming(true);
    }
  };

  return (
    <section class="chat" aria-label={t.chat}>
      <ChatList
        state={state}
        self={guest?.viewer ?? null}
        behind={sender.unsent.map((one) => (
          <UnsentLine key={one.id} one={one} name={guest?.name ?? ''} retry={sender.retry} discard={sender.discard} />
        ))}
      />
      {site?.demo && state.link !== 'feed' && !isPerson(guest) && <p class="guest-notice">{t.guestNotice}</p>}
      {state.link === 'feed' ? (
        <p class="chat-locked" role="status" data-testid="read-only">
          {takePart ? t.onlyWatching : t.readOnly}
          {takePart && (
            <button type="button" class="plain" onClick={takePart} data-testid="take-part">
              {t.takePart}
            </button>
          )}
        </p>
      ) : naming ? (
        <NameForm
          initial=""
          done={named}
          cancel={() => {
            setText(waiting.current ?? '');
            waiting.current = null;
            named();
          }}
          rename={rename}
        />
      ) : (
        <>
          <TalkLine mode={state.mode} silence={silence} pause={sender.pause} held={sender.held} />
          <ChatForm
            text={text}
            change={setText}
            send={submit}
            live={state.link !== 'refused' && state.link !== 'stopped'}
            wait={wait}
            closed={silence !== null}
            focused={returned}
            describedBy="talk-line"
          />
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
