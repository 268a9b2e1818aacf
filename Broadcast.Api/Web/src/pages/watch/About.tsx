import { useEffect, useRef, useState } from 'preact/hooks';
import type { Festival, Stage } from '../../api/festivals';
import { paths } from '../../paths';
import { EyeIcon, HeartIcon } from '../../picture/icons';
import type { Room } from '../../room/room';
import type { RoomState } from '../../room/state';
import { short } from '../../text/format';
import { useText } from '../../text/useText';
import { StageGoods } from './StageGoods';

interface AboutProps {
  festival: Festival | null;
  channel: string;
  shown: Stage | null;
  relay: boolean;
  state: RoomState;
  room: Room | null;
}

/** Under the picture: what is shown, how many watch, likes, and links to the other channels. */
export function About({ festival, channel, shown, relay, state, room }: AboutProps) {
  const { t, named, either, language } = useText();
  const title = relay ? (shown ? named(shown) : t.offAir) : shown ? named(shown) : channel;
  const place = shown ? either(shown.place, shown.placeEn) : '';
  return (
    <section class="watch-about">
      <div class="watch-title">
        <div>
          <h1>{title}</h1>
          {place && <p>{place}</p>}
        </div>
        <span class="watch-count number" aria-label={t.viewers(String(state.counts.viewers))} data-testid="viewers" data-count={state.counts.viewers}>
          <EyeIcon /> {short(state.counts.viewers, language)}
        </span>
        <Likes room={room} state={state} />
      </div>
      {festival && (
        <nav class="watch-channels" aria-label={t.stages}>
          <ChannelLink id={festival.channel} name={t.relayChannel} current={channel} />
          {festival.stages.map((stage) => (
            <ChannelLink key={stage.id} id={stage.id} name={named(stage)} current={channel} onAir={state.onAir?.data.stage === stage.id} />
          ))}
        </nav>
      )}
      {shown && <StageGoods stage={shown.id} />}
    </section>
  );
}

function ChannelLink({ id, name, current, onAir }: { id: string; name: string; current: string; onAir?: boolean }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (id === current) link.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [id, current]);
  return (
    <a ref={link} href={paths.watch(id)} data-stage={id} class={onAir ? 'on-air' : ''} aria-current={id === current ? 'page' : undefined}>
      {name}
    </a>
  );
}

/** Taps are sent together, this long (ms) after the first one. */
const gather = 700;
/** The most likes that one call may send. */
const atMost = 50;

function Likes({ room, state }: { room: Room | null; state: RoomState }) {
  const { t, language } = useText();
  const [hearts, setHearts] = useState<number[]>([]);
  const [ahead, setAhead] = useState(0);
  const pending = useRef(0);
  const allowed = state.link === 'live' && state.may.includes('like');

  const send = () => {
    const count = Math.min(pending.current, atMost);
    pending.current = 0;
    // A lost like is not worth an error message.
    room?.like(count).catch(() => undefined).finally(() => setAhead((now) => Math.max(0, now - count)));
  };
  const like = () => {
    if (pending.current++ === 0) setTimeout(send, gather);
    setAhead((now) => now + 1);
    const heart = Date.now() + Math.random();
    setHearts((now) => [...now.slice(-8), heart]);
    setTimeout(() => setHearts((now) => now.filter((other) => other !== heart)), 1_400);
  };
  const count = state.counts.likes + ahead;
  return (
    <button type="button" class="like" disabled={!allowed} onClick={like} aria-label={t.like} data-testid="like">
      <HeartIcon /> <span class="number" data-testid="likes" data-count={count}>{short(count, language)}</span>
      {hearts.map((heart) => (
        <span key={heart} class="heart" style={{ '--drift': `${Math.round((heart % 1) * 60 - 30)}px` }} aria-hidden="true">
          ♥
        </span>
      ))}
    </button>
  );
}
