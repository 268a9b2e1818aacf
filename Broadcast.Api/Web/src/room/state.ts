import type { EventAuthor, EventOf, ProductPinned, QuestionOpened, QuestionRevealed, RoomCounts, RoomEvent } from './contracts';

/**
 * How the connection stands: `paused` means connected, but the room takes and tells nothing for now; `feed` that the room is read over HTTP, a
 * second later and without a voice.
 */
export type Link = 'connecting' | 'live' | 'feed' | 'paused' | 'away' | 'refused';

export interface ChatLine {
  offset: number;
  at: number;
  by: EventAuthor | null;
  text: string;
}

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
export interface RoomState {
  link: Link;
  /** Why the link is `refused`. */
  refusal: string | null;
  may: readonly string[];
  counts: RoomCounts;
  pin: Pin | null;
  questions: readonly Question[];
  onAir: EventOf<'onair'> | null;
  slate: boolean;
  chat: readonly ChatLine[];
  /** Chat that was left out since the page was opened. */
  skipped: number;
}

export type Change =
  | { kind: 'link'; link: Link; refusal?: string }
  | { kind: 'joined'; link: 'live' | 'feed'; may: readonly string[]; counts: RoomCounts; fresh: boolean; skipped: number }
  | { kind: 'counts'; counts: RoomCounts; skipped: number; paused: boolean }
  | { kind: 'skipped'; skipped: number }
  | { kind: 'event'; event: RoomEvent };

/** Lines and questions kept on a page; older ones are of no use to a viewer. */
export const chatKept = 200;
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
  chat: [],
  skipped: 0,
};

export function reduce(state: RoomState, change: Change): RoomState {
  switch (change.kind) {
    case 'link':
      if (change.link === state.link) return state;
      return { ...state, link: change.link, refusal: change.refusal ?? null, may: change.link === 'feed' ? onFeed : state.may };
    case 'joined': {
      const kept = change.fresh ? { ...emptyRoom } : state;
      return { ...kept, link: change.link, refusal: null, may: change.may, counts: change.counts, skipped: kept.skipped + change.skipped };
    }
    case 'counts':
      return { ...state, link: change.paused ? 'paused' : state.link === 'feed' ? 'feed' : 'live', counts: change.counts, skipped: state.skipped + change.skipped };
    case 'skipped':
      return change.skipped === 0 ? state : { ...state, skipped: state.skipped + change.skipped };
    case 'event':
      return apply(state, change.event);
  }
}

function apply(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case 'chat': {
      const line: ChatLine = { offset: event.offset, at: event.at, by: event.by ?? null, text: event.data.text };
      return { ...state, chat: [...state.chat, line].slice(-chatKept) };
    }
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

function ofQuestion(state: RoomState, id: string, change: (question: Question) => Question): RoomState {
  return { ...state, questions: state.questions.map((known) => (known.id === id ? change(known) : known)) };
}
