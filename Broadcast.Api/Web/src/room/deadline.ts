/** A signal that aborts after `milliseconds`. AbortSignal.timeout does the same, but phones of 2021 lack it. */
export const deadline = (milliseconds: number): AbortSignal => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  return controller.signal;
};
