import { useEffect, useState } from 'preact/hooks';
import type { Claims } from '../../../api/claims';
import type { Festival } from '../../../api/festivals';
import { getModeration } from '../../../api/moderation';
import { usePolled } from '../../../frame/usePolled';
import { StaffChat } from '../../../staff/StaffChat';
import { useStaffRoom, type StaffRoom } from '../../../staff/useStaffRoom';
import { useText } from '../../../text/useText';
import { AuditTrail } from './AuditTrail';
import { HeldQueue } from './HeldQueue';
import { ModeControls } from './ModeControls';
import './moderation.css';
import { Restrictions } from './Restrictions';
import { mayTrail, mayWords, roomsOf } from './rooms';
import { WordList } from './WordList';

interface ModerationPanelProps {
  festival: Festival;
  claims: Claims;
  token: string;
  leave: () => void;
  /** The relay's room if the page has it already; the panel then needs at most one more connection. */
  main?: StaffRoom;
  /** A room that was chosen outside the panel; each object is one choice. */
  shown?: { room: string } | null;
}

const roomKey = 'livefestival.moderation.room';
const every = 3_000;
const parts = ['held', 'restricted', 'words', 'trail'] as const;

/** Moderation of one room at a time: its chat, mode, held messages and restrictions; and the word list and the audit trail. */
export function ModerationPanel({ festival, claims, token, leave, main, shown }: ModerationPanelProps) {
  const { t, named, explain } = useText();
  const rooms = roomsOf(festival, claims);
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(roomKey));
  const [part, setPart] = useState<(typeof parts)[number]>('held');
  const room = rooms.find((id) => id === chosen) ?? rooms[0] ?? festival.channel;
  const inMain = main !== undefined && room === festival.channel;
  const other = useStaffRoom(inMain ? null : room, token, leave);
  const staffRoom = inMain ? main : other;
  const { state } = staffRoom;
  const moderation = usePolled(`moderation ${room}`, () => getModeration(room, token), every);
  const { held, restrictions } = moderation.value ?? { held: [], restrictions: [] };
  const mode = state.link === 'live' ? state.mode : (moderation.value?.mode ?? state.mode);

  const nameOf = (id: string) => {
    const stage = festival.stages.find((known) => known.id === id);
    return stage ? named(stage) : id === festival.channel ? t.relayRoom : id;
  };
  const choose = (id: string) => {
    sessionStorage.setItem(roomKey, id);
    setChosen(id);
  };
  useEffect(() => {
    if (!shown) return;
    choose(shown.room);
    setPart('held');
  }, [shown]);
  const names = { held: t.heldTitle, restricted: t.restrictedTitle, words: t.words.title, trail: t.trailTitle };
  const counts = { held: held.length, restricted: restrictions.length, words: 0, trail: 0 };
  return (
    <section id="moderation" tabIndex={-1} class="panel moderation" aria-label={t.moderation} data-testid="moderation">
      <h2>{t.moderation}</h2>
      <nav class="chips" aria-label={t.room}>
        {rooms.map((id) => (
          <button key={id} type="button" aria-pressed={id === room} data-stage={id} onClick={() => choose(id)} data-testid={`order-room-${id}`}>
            {nameOf(id)}
          </button>
        ))}
      </nav>
      <ModeControls key={room} room={room} mode={mode} may={state.may.includes('mode')} token={token} />
      <div class="moderation-body">
        <section class="moderation-chat" aria-label={t.chat}>
          <StaffChat key={room} channel={room} staffRoom={staffRoom} token={token} self={claims.subject} />
        </section>
        <section class="moderation-parts">
          <nav class="chips" aria-label={t.moderation}>
            {parts
              .filter((name) => (name === 'words' ? mayWords(claims) : name !== 'trail' || mayTrail(claims)))
              .map((name) => (
                <button key={name} type="button" aria-pressed={part === name} onClick={() => setPart(name)} data-testid={`part-${name}`}>
                  {names[name]} {counts[name] > 0 && <span class={name === 'held' ? 'number waits' : 'number'}>{counts[name]}</span>}
                </button>
              ))}
          </nav>
          <div class="moderation-part" key={`${room} ${part}`}>
            {moderation.error !== null && part !== 'words' && part !== 'trail' && (
              <p class="form-error" role="alert">
                {explain(moderation.error)}
              </p>
            )}
            {part === 'held' && <HeldQueue room={room} held={held} may={state.may.includes('review')} token={token} refresh={moderation.reload} />}
            {part === 'restricted' && <Restrictions room={room} restrictions={restrictions} may={state.may} token={token} refresh={moderation.reload} />}
            {part === 'words' && <WordList token={token} />}
            {part === 'trail' && <AuditTrail room={room} token={token} nameOf={nameOf} />}
          </div>
        </section>
      </div>
    </section>
  );
}
