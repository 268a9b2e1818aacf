/** With so many seconds left, and no more often, a countdown is read out. */
const marks = [60, 30, 10];

/** The mark that `left` seconds have come to, or are just past; null while there is more time than the first, and at the end. */
export const markOf = (left: number): number | null => (left > 0 ? (marks.filter((mark) => left <= mark).at(-1) ?? null) : null);
