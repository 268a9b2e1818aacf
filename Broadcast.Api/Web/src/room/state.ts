import { acknowledged, said, takenBack, type ChatLine, type Talk } from './chat';
import type { EventOf, ProductPinned, QuestionOpened, QuestionRevealed, RoomCounts, RoomEvent, RoomMode } from './contracts';

/**
 * How the connection stands: `paused` means connected, but the room takes and tells nothing for now; `feed` that the room is read over HTTP, a
 * second later and without a voice.
 */
export type Link = 'connecting' | 'live' | 'feed' | 'paused' | 'away' | 'refused';

export interface Pin extends ProductPinned {
  since: number;
}

export interface Question extends QuestionOpened {
  phase: 'open' | 'closed' | 'revealed' | 'voided';
  /** Where it stands in the log; the newest is shown first. */
  offset: number;
  result: QuestionRevealed | null;
}

/** What a room shows, worked out of its events and of nothing else. */
export interface RoomState extends Talk {
  link: Link;
  /** Why the link is `refused`. */
  refusal: string | null;
  may: readonly string[];
  counts: RoomCounts;
  pin: Pin | null;
  questions: readonly Question[];
  onAir: EventOf<'onair'> | null;
  slate: boolean;
  /** Who may talk, and how. */
  mode: RoomMode;
  /** Chat that was left out since the page was opened, and does not stand here. */
  skipped: number;
}

export type Change =
  | { kind: 'link'; link: Link; refusal?: string }
  | Joined
  | { kind: 'counts'; counts: RoomCounts; skipped: number; paused: boolean }
  | { kind: 'skipped'; skipped: number }
  | { kind: 'event'; event: RoomEvent }
  /** What was said here; `leftOut` when it was counted among what was left out. */
  | { kind: 'acknowledged'; line: ChatLine; leftOut: boolean };

export interface Joined {
  kind: 'joined';
  link: 'live' | 'feed';
  may: readonly string[];
  mode: RoomMode;
  counts: RoomCounts;
  /** What was shown before is told anew by the snapshot. */
  fresh: boolean;
  /** The log is the one from before: what was said here stands in it. */
  sameLog: boolean;
  skipped: number;
}

/** Questions kept on a page; older ones are of no use to a viewer. */
const questionsKept = 5;

/** Who reads the feed can do nothing else. */
const onFeed: readonly string[] = ['read'];

export const emptyRoom: RoomState = {
  link: 'connecting',
  refusal: null,
  may: [],
  counts: { viewers: 0, likes: 0 },
  pin: null,
  questions: [],
  onAir: null,
  slate: false,
  mode: { chat: 'open', slowSeconds: 0, followedMinutes: 0, review: false },
  chat: [],
  removed: [],
  skipped: 0,
};

export function reduce(state: RoomState, change: Change): RoomState {
  switch (change.kind) {
    case 'link':
      if (change.link === state.link) return state;
      return { ...state, link: change.link, refusal: change.refusal ?? null, may: change.link === 'feed' ? onFeed : state.may };
    case 'joined': {
      const { link, may, mode, counts } = change;
      const kept = !change.fresh ? state : change.sameLog ? { ...emptyRoom, ...ownTalk(state) } : emptyRoom;
      return { ...kept, link, refusal: null, may, mode, counts, skipped: kept.skipped + change.skipped };
    }
    case 'counts':
      return { ...state, link: change.paused ? 'paused' : state.link === 'feed' ? 'feed' : 'live', counts: change.counts, skipped: state.skipped + change.skipped };
    case 'skipped':
      return change.skipped === 0 ? state : { ...state, skipped: state.skipped + change.skipped };
    case 'event':
      return apply(state, change.event);
    case 'acknowledged':
      return { ...acknowledged(state, change.line), skipped: Math.max(0, state.skipped - (change.leftOut ? 1 : 0)) };
  }
}

/** What a snapshot may leave out of this page's own talk: it holds the newest lines alone, and none of somebody who is hidden. */
const ownTalk = ({ chat, removed }: Talk): Talk => ({ chat: chat.filter((line) => line.own), removed });

function apply(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case 'chat':
      return said(state, lineOf(event));
    case 'chat.removed':
      return takenBack(state, { ...event.data, at: event.offset });
    case 'room.mode':
      return { ...state, mode: event.data.mode };
    case 'pin':
      return { ...state, pin: { ...event.data, since: event.showAt ?? event.at } };
    case 'unpin':
      return state.pin?.pin === event.data.pin ? { ...state, pin: null } : state;
    case 'question.opened': {
      if (state.questions.some((known) => known.id === event.data.id)) return state;
      const opened: Question = { ...event.data, phase: 'open', offset: event.offset, result: null };
      return { ...state, questions: [opened, ...state.questions].slice(0, questionsKept) };
    }
    case 'question.closed':
      return ofQuestion(state, event.data.id, (known) => (known.phase === 'open' ? { ...known, phase: 'closed' } : known));
    case 'question.revealed':
      return ofQuestion(state, event.data.id, (known) => ({ ...known, phase: 'revealed', result: event.data }));
    case 'question.voided':
      return ofQuestion(state, event.data.id, (known) => ({ ...known, phase: 'voided' }));
    case 'onair':
      return { ...state, onAir: event };
    case 'slate':
      return { ...state, slate: event.data.showing };
    default:
      // A type that a newer server knows.
      return state;
  }
}

const lineOf = ({ offset, at, by, data }: EventOf<'chat'>): ChatLine => ({ offset, at, by: by ?? null, text: data.text });

function ofQuestion(state: RoomState, id: string, change: (question: Question) => Question): RoomState {
  return { ...state, questions: state.questions.map((known) => (known.id === id ? change(known) : known)) };
}
