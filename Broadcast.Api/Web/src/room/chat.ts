import type { ChatRemoved, EventAuthor } from './contracts';

export interface ChatLine {
  offset: number;
  at: number;
  by: EventAuthor | null;
  text: string;
  /** True for what was said here and is known by its acknowledgement, whether or not the room has told it. */
  own?: boolean;
}

/** What a moderator took back, and where in the log that was said. */
export interface Removal extends ChatRemoved {
  at: number;
}

/** What was said and stands, in the order of the log, and what was taken back, so that it stays away however late it comes. */
export interface Talk {
  readonly chat: readonly ChatLine[];
  readonly removed: readonly Removal[];
}

/** Lines kept on a page; older ones are of no use to a viewer. */
export const chatKept = 200;

/** Removals kept: what they are about is out of sight by then. */
export const removalsKept = 200;

/** A line takes its place by its offset; one that stands there already gives way to it, for the log's word goes over our own. */
export function said<State extends Talk>(state: State, line: ChatLine): State {
  if (state.removed.some((removal) => covers(removal, line))) return state;
  let place = state.chat.length;
  while (place > 0 && state.chat[place - 1]!.offset > line.offset) place--;
  const before = state.chat[place - 1];
  const known = before?.offset === line.offset;
  const chat = [...state.chat];
  chat.splice(known ? place - 1 : place, known ? 1 : 0, known && before.own ? { ...line, own: true } : line);
  return { ...state, chat: chat.slice(-chatKept) };
}

/** What was said here has the offset that the room acknowledged. */
export function acknowledged<State extends Talk>(state: State, line: ChatLine): State {
  const known = state.chat.find(({ offset }) => offset === line.offset);
  return said(state, { ...(known ?? line), own: true });
}

export function takenBack<State extends Talk>(state: State, removal: Removal): State {
  return {
    ...state,
    chat: state.chat.filter((line) => !covers(removal, line)),
    removed: [...state.removed, removal].slice(-removalsKept),
  };
}

function covers(removal: Removal, line: ChatLine): boolean {
  if (removal.offset !== undefined) return line.offset === removal.offset;
  return removal.viewer !== undefined && line.by?.id === removal.viewer && line.offset < removal.at;
}
