import { useEffect, useRef, useState } from 'preact/hooks';
import { HeartIcon } from '../../picture/icons';
import type { Room } from '../../room/room';
import type { RoomState } from '../../room/state';
import { short } from '../../text/format';
import { useText } from '../../text/useText';
import { settle, shownLikes, tap, type OwnLikes } from './likes';

/** Taps are sent together, this long (ms) after the first one. */
const gather = 700;
/** The most likes that one call may send. */
const atMost = 50;

/** The heart, and how often it was tapped by all. */
export function Likes({ room, state }: { room: Room | null; state: RoomState }) {
  const { t, language } = useText();
  const [hearts, setHearts] = useState<number[]>([]);
  const [own, setOwn] = useState<OwnLikes | null>(null);
  const pending = useRef(0);
  const sender = useRef(room);
  sender.current = room;
  const { likes } = state.counts;
  const allowed = state.link === 'live' && state.may.includes('like');

  useEffect(() => {
    setOwn((now) => settle(now, likes, Date.now()));
    if (!own) return;
    const timer = setTimeout(() => setOwn((now) => settle(now, likes, Date.now())), own.until - Date.now());
    return () => clearTimeout(timer);
  }, [likes, own?.until]);

  const send = () => {
    const count = Math.min(pending.current, atMost);
    pending.current = 0;
    // A lost like is not worth an error message.
    sender.current?.like(count).catch(() => undefined);
  };
  const like = () => {
    if (pending.current++ === 0) setTimeout(send, gather);
    setOwn((now) => tap(now, likes, Date.now()));
    const heart = Date.now() + Math.random();
    setHearts((now) => [...now.slice(-8), heart]);
    setTimeout(() => setHearts((now) => now.filter((other) => other !== heart)), 1_400);
  };
  const count = shownLikes(own, likes);
  return (
    <button type="button" class="like" disabled={!allowed} onClick={like} data-testid="like">
      <HeartIcon /> <span class="visually-hidden">{t.like}</span>{' '}
      <span class="number" data-testid="likes" data-count={count}>{short(count, language)}</span>
      {hearts.map((heart) => (
        <span key={heart} class="heart" style={{ '--drift': `${Math.round((heart % 1) * 60 - 30)}px` }} aria-hidden="true">
          ♥
        </span>
      ))}
    </button>
  );
}
