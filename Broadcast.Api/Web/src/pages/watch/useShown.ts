import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Poll, Question, RoomState, Vote } from '../../room/state';
import { rememberedAnswer } from '../../viewer/answers';
import { nextEnd, see, type SeenByPage } from './results';
import { shownPoll } from './shownPoll';
import { shownQuestion } from './shownQuestion';
import { shownVote } from './shownVote';

export interface ShownNow {
  question: Question | null;
  poll: Poll | null;
  vote: Vote | null;
  /** Puts it away. */
  dismiss: (id: string) => void;
  /** Its result stays until it is put away: somebody reads it. */
  keep: (id: string) => void;
}

const plus = (before: ReadonlySet<string>, id: string): ReadonlySet<string> => (before.has(id) ? before : new Set([...before, id]));

/** What of a room's questions, polls and votes this viewer is shown now. */
export function useShown(state: RoomState, viewer: string | null): ShownNow {
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const [, setRound] = useState(0);
  const seen = useRef<SeenByPage>(new Map());
  const now = Date.now();
  seen.current = see(seen.current, [...state.questions, ...state.polls], now);

  const answered = (id: string) => rememberedAnswer(id) !== null;
  // A prize is not to be missed: its result stays until the winner puts it away.
  const won = state.questions.filter(({ id, result }) => result?.winners.some((winner) => winner.viewer === viewer || winner.viewer === rememberedAnswer(id)?.viewer));
  const shown = { dismissed, kept: new Set([...kept, ...won.map(({ id }) => id)]), answered, seen: seen.current, now };

  const end = nextEnd(seen.current, now);
  useEffect(() => {
    if (end === Infinity) return;
    const timer = setTimeout(() => setRound((before) => before + 1), end - Date.now());
    return () => clearTimeout(timer);
  }, [end]);

  const dismiss = useCallback((id: string) => setDismissed((before) => plus(before, id)), []);
  const keep = useCallback((id: string) => setKept((before) => plus(before, id)), []);
  return { question: shownQuestion(state.questions, shown), poll: shownPoll(state.polls, shown), vote: shownVote(state.votes, dismissed), dismiss, keep };
}
