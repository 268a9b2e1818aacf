/** One drawing per stage, in the style of a paper cut; other stages get the terraces of the mark. */
const drawings: Record<string, preact.ComponentChildren> = {
  zhanyi: (
    <>
      <path d="M24 25c-3-1-4-5-1-7s8 0 8 4-5 8-10 7-8-7-5-12 11-7 16-2 4 15-3 19-17 3-20-4" />
      <path d="M24 35v10M24 42c-4 0-7-2-8-5 4-.5 7 1 8 5Zm0-2c3 0 6-2 7-5-4-.3-6 1.5-7 5Z" />
    </>
  ),
  tongxiang: (
    <>
      <path d="M24 10c5 5 6 13 0 20-6-7-5-15 0-20Z" />
      <path d="M24 30c-8 0-13-5-14-13 6 0 10 2 12 6m2 7c8 0 13-5 14-13-6 0-10 2-12 6" />
      <path d="M24 31c-8 3-15 1-19-5 4-2 7-2 10-1m9 6c8 3 15 1 19-5-4-2-7-2-10-1M10 39c4-2 7 2 11 0s7 2 11 0 5 0 7 0" />
    </>
  ),
  gushi: (
    <>
      <path d="M12 15c1 10 3 20 14 20 9 0 13-7 14-15-6 1-9 4-13 4-5 0-7-4-7-10a5 5 0 0 0-8 1Z" />
      <path d="M12 15l-5 2 5 2M13 10c0-3 3-4 3-1 1-3 4-2 3 1M22 35v7m6-7v7m-9 0h5m2 0h5" />
      <circle cx="15.5" cy="14.5" r=".8" />
    </>
  ),
  suning: (
    <>
      <path d="M17 8l7 4v8l-7 4-7-4v-8l7-4Zm14 0l7 4v8l-7 4-7-4v-8l7-4ZM24 20l7 4v8l-7 4-7-4v-8l7-4Z" />
      <path d="M38 30c3 4 4 6 4 8a4 4 0 0 1-8 0c0-2 1-4 4-8Z" />
    </>
  ),
};

export function Motif({ stage }: { stage: string }) {
  return (
    <svg class="motif" viewBox="0 0 48 48" aria-hidden="true">
      {drawings[stage] ?? <path d="M4 28c8-6 13-5 20-1s13 3 20-1M4 36c8-5 13-4 20-.5s13 3 20-.5M24 8a6 6 0 1 1 0 12 6 6 0 0 1 0-12Z" />}
    </svg>
  );
}
