/** This tab's answer to a question, and the viewer who gave it. It survives a reload, so that nobody is asked twice. */
export interface Answered {
  option: number;
  viewer: string;
  /** The answer counts and cannot win. */
  fun?: boolean;
}

const key = (question: string) => `livefestival.answer.${question}`;

export function rememberedAnswer(question: string): Answered | null {
  try {
    return JSON.parse(sessionStorage.getItem(key(question)) ?? 'null') as Answered | null;
  } catch {
    return null;
  }
}

export const rememberAnswer = (question: string, answered: Answered): void => sessionStorage.setItem(key(question), JSON.stringify(answered));
