/** A countdown is said aloud when so many seconds are left, and at no other time. */
export const milestones = [10, 30, 60] as const;

/** The milestone that a countdown has passed between two readings (ms left); null when it has passed none. */
export const passed = (before: number, left: number): number | null => milestones.find((seconds) => left <= seconds * 1000 && before > seconds * 1000) ?? null;
