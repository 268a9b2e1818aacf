import { addLine, addOwnLine, removeLines, type ChatLine, type ChatState } from './chat';
import type { EventOf, PollOpened, ProductPinned, QuestionOpened, QuestionRevealed, RoomCounts, RoomEvent, RoomMode, VoteOpened } from './contracts';
import { addScheduled, dropScheduled, endScheduled, type Scheduled } from './scheduled';

/**
 * State of the connection. `paused`: connected, but the room accepts and sends nothing for now. `feed`: the room is read over HTTP, about a
 * second later, and nothing can be sent. `stopped`: the room was left, and its state is the last one.
 */
export type Link = 'connecting' | 'live' | 'feed' | 'paused' | 'away' | 'refused' | 'stopped';

export interface Pin extends ProductPinned {
  since: number;
}

export interface Question extends QuestionOpened {
  phase: 'open' | 'paused' | 'closed' | 'revealed' | 'voided';
  /** Offset of the event that opened it. */
  offset: number;
  result: QuestionRevealed | null;
}

export interface Poll extends PollOpened {
  phase: 'open' | 'revealed' | 'voided';
  /** Votes per option, once it is over. */
  counts: readonly number[] | null;
}

/** A binding vote, as the room shows it; the database keeps it. */
export interface Vote extends VoteOpened {
  phase: 'open' | 'paused' | 'closed' | 'settled' | 'voided';
  /** Ballots per option, once the result is final. */
  counts: readonly number[] | null;
}

/** What a room shows; `reduce` derives it from changes and nothing else. */
export interface RoomState extends ChatState {
  link: Link;
  /** Why the link is `refused`. */
  refusal: string | null;
  may: readonly string[];
  counts: RoomCounts;
  pin: Pin | null;
  questions: readonly Question[];
  /** The newest first. */
  polls: readonly Poll[];
  /** Questions and polls that open later, the next one first. */
  scheduled: readonly Scheduled[];
  /** The newest first. */
  votes: readonly Vote[];
  onAir: EventOf<'onair'> | null;
  slate: boolean;
  /** Who may talk, and how often. */
  mode: RoomMode;
  /** How many messages were left out since the page was opened; those shown here all the same do not count. */
  skipped: number;
}

export type Change =
  | { kind: 'link'; link: Link; refusal?: string }
  | Joined
  | { kind: 'counts'; counts: RoomCounts; skipped: number; paused: boolean }
  | { kind: 'skipped'; skipped: number }
  | { kind: 'event'; event: RoomEvent }
  /** A message that was sent from here; `leftOut` when `skipped` counts it already. */
  | { kind: 'acknowledged'; line: ChatLine; leftOut: boolean };

export interface Joined {
  kind: 'joined';
  link: 'live' | 'feed';
  may: readonly string[];
  mode: RoomMode;
  counts: RoomCounts;
  /** True when the snapshot replaces what was shown before. */
  fresh: boolean;
  /** True when the log is the one from before, so that messages sent from here are in it. */
  sameLog: boolean;
  skipped: number;
}

/** How many questions a page keeps; older ones are of no use to a viewer. */
const questionsKept = 5;

/** As many as may be open on a stage. */
const votesKept = 8;

/** The rights while the feed is read. */
const onFeed: readonly string[] = ['read'];

export const emptyRoom: RoomState = {
  link: 'connecting',
  refusal: null,
  may: [],
  counts: { viewers: 0, likes: 0 },
  pin: null,
  questions: [],
  polls: [],
  scheduled: [],
  votes: [],
  onAir: null,
  slate: false,
  mode: { chat: 'open', slowSeconds: 0, followedMinutes: 0, review: false },
  chat: [],
  removed: [],
  skipped: 0,
};

export function reduce(state: RoomState, change: Change): RoomState {
  if (state.link === 'stopped') return state;
  switch (change.kind) {
    case 'link':
      if (change.link === state.link) return state;
      return { ...state, link: change.link, refusal: change.refusal ?? null, may: change.link === 'feed' ? onFeed : state.may };
    case 'joined': {
      const { link, may, mode, counts } = change;
      const kept = !change.fresh ? state : change.sameLog ? { ...emptyRoom, ...ownLines(state) } : emptyRoom;
      return { ...kept, link, refusal: null, may, mode, counts, skipped: kept.skipped + change.skipped };
    }
    case 'counts':
      return { ...state, link: change.paused ? 'paused' : state.link === 'feed' ? 'feed' : 'live', counts: change.counts, skipped: state.skipped + change.skipped };
    case 'skipped':
      return change.skipped === 0 ? state : { ...state, skipped: state.skipped + change.skipped };
    case 'event':
      return apply(state, change.event);
    case 'acknowledged':
      return { ...addOwnLine(state, change.line), skipped: Math.max(0, state.skipped - (change.leftOut ? 1 : 0)) };
  }
}

/** The lines sent from here, which a snapshot may leave out: it has only the newest lines, and none of a hidden person. */
const ownLines = ({ chat, removed }: ChatState): ChatState => ({ chat: chat.filter((line) => line.own), removed });

function apply(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case 'chat':
      return addLine(state, lineOf(event));
    case 'chat.removed':
      return removeLines(state, { ...event.data, at: event.offset });
    case 'room.mode':
      return { ...state, mode: event.data.mode };
    case 'pin':
      return { ...state, pin: { ...event.data, since: event.showAt ?? event.at } };
    case 'unpin':
      return state.pin?.pin === event.data.pin ? { ...state, pin: null } : state;
    case 'question.scheduled':
    case 'poll.scheduled':
      if ([...state.questions, ...state.polls].some((known) => known.id === event.data.id)) return state;
      return { ...state, scheduled: addScheduled(state.scheduled, event) };
    case 'question.cancelled':
    case 'poll.cancelled':
      return { ...state, scheduled: endScheduled(state.scheduled, event.data.id, 'cancelled', event.at) };
    case 'question.opened': {
      if (state.questions.some((known) => known.id === event.data.id)) return state;
      const opened: Question = { ...event.data, phase: 'open', offset: event.offset, result: null };
      return { ...state, questions: [opened, ...state.questions].slice(0, questionsKept), scheduled: dropScheduled(state.scheduled, event.data.id) };
    }
    case 'question.paused':
      return changeQuestion(state, event.data.id, (known) => (known.phase === 'open' ? { ...known, phase: 'paused' } : known));
    case 'question.resumed': {
      const { id, closesAt, acceptUntil } = event.data;
      return changeQuestion(state, id, (known) => (takes(known) ? { ...known, phase: 'open', closesAt, acceptUntil } : known));
    }
    case 'question.closed':
      return changeQuestion(state, event.data.id, (known) => (takes(known) ? { ...known, phase: 'closed' } : known));
    case 'question.revealed':
      return changeQuestion(state, event.data.id, (known) => ({ ...known, phase: 'revealed', result: event.data }));
    case 'question.voided':
      return changeQuestion(
        { ...state, scheduled: endScheduled(state.scheduled, event.data.id, 'voided', event.at) }, event.data.id, (known) => ({ ...known, phase: 'voided' }));
    case 'poll.opened': {
      if (state.polls.some((known) => known.id === event.data.id)) return state;
      return {
        ...state,
        polls: [{ ...event.data, phase: 'open' as const, counts: null }, ...state.polls].slice(0, questionsKept),
        scheduled: dropScheduled(state.scheduled, event.data.id),
      };
    }
    case 'poll.revealed':
      return changePoll(state, event.data.id, { phase: 'revealed', counts: event.data.counts });
    case 'poll.voided':
      return changePoll({ ...state, scheduled: endScheduled(state.scheduled, event.data.id, 'voided', event.at) }, event.data.id, { phase: 'voided' });
    case 'vote.opened': {
      const known = state.votes.find((other) => other.id === event.data.id);
      if (known && known.phase !== 'settled' && known.phase !== 'voided') return state;
      // A database that was restored tells its votes again from the beginning.
      const others = state.votes.filter((other) => other !== known);
      return { ...state, votes: [{ ...event.data, phase: 'open' as const, counts: null }, ...others].slice(0, votesKept) };
    }
    case 'vote.paused':
      return changeVote(state, event.data.id, (known) => (known.phase === 'open' ? { ...known, phase: 'paused' } : known));
    case 'vote.resumed': {
      const { id, closesAt, acceptUntil } = event.data;
      return changeVote(state, id, (known) => (known.phase === 'open' || known.phase === 'paused' ? { ...known, phase: 'open', closesAt, acceptUntil } : known));
    }
    case 'vote.closed':
      return changeVote(state, event.data.id, (known) => (known.phase === 'open' || known.phase === 'paused' ? { ...known, phase: 'closed' } : known));
    case 'vote.settled':
      return changeVote(state, event.data.id, (known) => ({ ...known, phase: 'settled', counts: event.data.counts }));
    case 'vote.voided':
      return changeVote(state, event.data.id, (known) => ({ ...known, phase: 'voided' }));
    case 'onair':
      return { ...state, onAir: event };
    case 'slate':
      return { ...state, slate: event.data.showing };
    default:
      // A type that only a newer server knows.
      return state;
  }
}

const lineOf = ({ offset, at, by, data }: EventOf<'chat'>): ChatLine => ({ offset, at, by: by ?? null, text: data.text });

/** True while the question takes answers, or will again. */
export const takes = (question: Question): boolean => question.phase === 'open' || question.phase === 'paused';

function changeQuestion(state: RoomState, id: string, change: (question: Question) => Question): RoomState {
  return { ...state, questions: state.questions.map((known) => (known.id === id ? change(known) : known)) };
}

function changePoll(state: RoomState, id: string, change: Partial<Poll>): RoomState {
  return { ...state, polls: state.polls.map((known) => (known.id === id ? { ...known, ...change } : known)) };
}

function changeVote(state: RoomState, id: string, change: (vote: Vote) => Vote): RoomState {
  return { ...state, votes: state.votes.map((known) => (known.id === id ? change(known) : known)) };
}
