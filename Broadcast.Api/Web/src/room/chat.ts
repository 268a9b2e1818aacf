import type { ChatRemoved, EventAuthor } from './contracts';

export interface ChatLine {
  offset: number;
  at: number;
  by: EventAuthor | null;
  text: string;
  /** True for a line that was sent from here and acknowledged, whether or not the room has sent it back. */
  own?: boolean;
}

/** What a moderator removed; `at` is the removal's own offset in the log. */
export interface Removal extends ChatRemoved {
  at: number;
}

/** The chat lines, in log order, and the removals, so that a removed line stays away however late it arrives. */
export interface ChatState {
  readonly chat: readonly ChatLine[];
  readonly removed: readonly Removal[];
}

/** How many lines a page keeps; older ones are of no use to a viewer. */
export const chatKept = 200;

/** How many removals a page keeps; the lines that older ones removed are out of sight by then. */
export const removalsKept = 200;

/** Inserts a line by its offset, unless it was removed. It replaces a line with the same offset: the log's text overrides our own. */
export function addLine<State extends ChatState>(state: State, line: ChatLine): State {
  if (state.removed.some((removal) => covers(removal, line))) return state;
  let index = state.chat.length;
  while (index > 0 && state.chat[index - 1]!.offset > line.offset) index--;
  const before = state.chat[index - 1];
  const known = before?.offset === line.offset;
  const chat = [...state.chat];
  chat.splice(known ? index - 1 : index, known ? 1 : 0, known && before.own ? { ...line, own: true } : line);
  return { ...state, chat: chat.slice(-chatKept) };
}

/** Adds a line that was sent from here, at the offset that the room acknowledged. Keeps the log's text if that came first. */
export function addOwnLine<State extends ChatState>(state: State, line: ChatLine): State {
  const known = state.chat.find(({ offset }) => offset === line.offset);
  return addLine(state, { ...(known ?? line), own: true });
}

export function removeLines<State extends ChatState>(state: State, removal: Removal): State {
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
