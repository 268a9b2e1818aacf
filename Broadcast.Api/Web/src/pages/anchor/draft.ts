import { forgetDraft as forget, keepDraft, keptDraft } from '../../forms/drafts';
import type { QuestionDraft } from '../../room/contracts';

export const fewestOptions = 2;
export const mostOptions = 6;

/** What an anchor can ask of who is to win, from the least. A villager at a site is as good as a login. */
export const leastProofs = ['email', 'telephone', 'issuer'] as const;

const name = 'anchor.question';

export const emptyDraft: QuestionDraft = { text: '', options: ['', ''], answer: null, seconds: 20, winners: 1, strength: 'telephone' };

/** The question being written; it survives a reload, and not a sign-out. */
export const rememberedDraft = (): QuestionDraft => ({ ...emptyDraft, ...keptDraft<QuestionDraft>(name)?.draft });

export const rememberDraft = (draft: QuestionDraft): boolean => keepDraft(name, { at: Date.now(), base: emptyDraft, revision: null, draft });
export const forgetDraft = (): void => forget(name);

/** The draft as it is sent: trimmed, and without empty options. The right answer moves with its option; null is marked while the question runs. */
export function finished(draft: QuestionDraft): QuestionDraft {
  const kept = draft.options.map((text, index) => ({ text: text.trim(), index })).filter((option) => option.text !== '');
  const answer = draft.answer ?? null;
  return {
    ...draft,
    text: draft.text.trim(),
    options: kept.map((option) => option.text),
    answer: answer === null ? null : kept.findIndex((option) => option.index === answer),
  };
}

/** The earliest and the latest time, from now, at which something that is scheduled may open (ms). */
const earliest = 5_000;
const latest = 24 * 3_600_000;

/** Whether something may open then; null is at once. */
export const maySchedule = (opensAt: number | null | undefined, now: number): boolean =>
  opensAt === null || opensAt === undefined || (opensAt - now >= earliest && opensAt - now <= latest);

/** The time that is offered first: the next full five minutes that are at least five minutes away. */
export const offeredTime = (now: number): number => Math.ceil((now + 300_000) / 300_000) * 300_000;

export function isReady(draft: QuestionDraft): boolean {
  const { text, options, answer, seconds } = finished(draft);
  return text !== '' && options.length >= fewestOptions && (answer ?? 0) >= 0 && seconds >= 3;
}
