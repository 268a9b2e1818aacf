const key = 'livefestival.anchor.marks';

/** As many as this tab may still have open. */
const kept = 8;

type Marks = readonly (readonly [question: string, option: number])[];

/** The marks with one more; the oldest are forgotten. */
export const withMark = (marks: Marks, question: string, option: number): Marks => [...marks.filter(([known]) => known !== question), [question, option] as const].slice(-kept);

function read(): Marks {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as Marks;
  } catch {
    return [];
  }
}

/** Which option this tab has marked as right; null when it has not. The server tells nobody before the reveal. */
export const rememberedMark = (question: string): number | null => read().find(([known]) => known === question)?.[1] ?? null;

export const rememberMark = (question: string, option: number): void => sessionStorage.setItem(key, JSON.stringify(withMark(read(), question, option)));
