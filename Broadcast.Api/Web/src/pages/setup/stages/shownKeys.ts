import type { StreamKeyShown } from '../../../api/setup';

/** New keys, until they are put away. Nowhere else: they outlive a look at another section, and no reload. */
let shown: ReadonlyMap<string, StreamKeyShown> = new Map();

export const shownKeys = (): ReadonlyMap<string, StreamKeyShown> => shown;

/** Shows a stage's new key; null puts it away. */
export function showKey(stage: string, key: StreamKeyShown | null): void {
  shown = new Map([...shown].filter(([id]) => id !== stage).concat(key ? [[stage, key]] : []));
}
