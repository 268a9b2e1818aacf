import type { WordAction } from '../../../api/moderation';
import { draftNames } from '../../../forms/drafts';
import type { WordDraft } from './WordFields';

const prefix = 'word ';

/** The name of the draft of a word. */
export const wordDraft = (text: string): string => `${prefix}${text}`;

/** The words, as they were when they were opened, whose drafts this tab keeps. */
export const typedWords = (): string[] => draftNames(prefix).map((name) => name.slice(prefix.length));

/** Names a state of a word. */
export const seenOf = ({ text, action }: WordDraft): string => `${action} ${text}`;

/** What a change of the word in this state is made from. */
export function seenIn(revision: string): { replaces: string; from: WordAction } {
  const end = revision.indexOf(' ');
  return { replaces: revision.slice(end + 1), from: revision.slice(0, end) as WordAction };
}
