import { keepDraft, keptDraft } from '../../forms/drafts';

/** Kept with the drafts: a right answer is for nobody who comes to this tab later. */
const name = 'anchor.marks';

/** As many as this tab may still have open. */
const kept = 8;

type Marks = readonly (readonly [question: string, option: number])[];

/** The marks with one more; the oldest are forgotten. */
export const withMark = (marks: Marks, question: string, option: number): Marks => [...marks.filter(([known]) => known !== question), [question, option] as const].slice(-kept);

const read = (): Marks => keptDraft<Marks>(name)?.draft ?? [];

/** Which option this tab has marked as right; null when it has not. The server tells nobody before the reveal. */
export const rememberedMark = (question: string): number | null => read().find(([known]) => known === question)?.[1] ?? null;

export const rememberMark = (question: string, option: number): boolean =>
  keepDraft<Marks>(name, { at: Date.now(), base: [], revision: null, draft: withMark(read(), question, option) });
