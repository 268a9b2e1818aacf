/** A signal that aborts after `milliseconds`. AbortSignal.timeout does the same, but phones of 2021 lack it. */
export const deadline = (milliseconds: number): AbortSignal => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  return controller.signal;
};

/** The answer did not come in time, and may still come. */
export class TooLate extends Error {
  constructor(milliseconds: number) {
    super(`No answer within ${milliseconds / 1_000} s.`);
  }
}

/** What `promise` becomes; rejects with `TooLate` when that takes longer than `milliseconds`. */
export async function inTime<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new TooLate(milliseconds)), milliseconds)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
