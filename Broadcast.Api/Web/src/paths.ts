export type Route =
  | { page: 'home' }
  | { page: 'watch'; channel: string; embed: boolean }
  | { page: 'anchor' }
  | { page: 'control' }
  | { page: 'item'; product: string }
  | { page: 'signIn' }
  | { page: 'setup' }
  | { page: 'join' }
  | { page: 'account' }
  | { page: 'replay'; channel: string; slot: string }
  | { page: 'replays'; channel: string }
  | { page: 'missing' };

/** The path of every page. The host serves the same (`PagesModule`); a test compares the two. */
const patterns = {
  home: '/',
  watch: '/watch/{channel}',
  embed: '/embed/{channel}',
  anchor: '/anchor',
  control: '/control',
  item: '/item/{product}',
  signIn: '/sign-in',
  setup: '/setup',
  join: '/join',
  account: '/account',
  replay: '/replay/{channel}/{slot}',
  replays: '/replay/{channel}',
} as const;

/** The paths that pages link to. */
export const paths = {
  home: patterns.home,
  setup: patterns.setup,
  control: patterns.control,
  anchor: patterns.anchor,
  account: patterns.account,
  watch: (channel: string): string => fill(patterns.watch, channel),
  replay: (channel: string, slot: string): string => fill(patterns.replay, channel, slot),
  replays: (channel: string): string => fill(patterns.replays, channel),
};

const routes: [pattern: string, route: (...values: string[]) => Route][] = [
  [patterns.home, () => ({ page: 'home' })],
  ['/index.html', () => ({ page: 'home' })],
  [patterns.watch, (channel) => ({ page: 'watch', channel, embed: false })],
  [patterns.embed, (channel) => ({ page: 'watch', channel, embed: true })],
  [patterns.anchor, () => ({ page: 'anchor' })],
  [patterns.control, () => ({ page: 'control' })],
  [patterns.signIn, () => ({ page: 'signIn' })],
  [patterns.setup, () => ({ page: 'setup' })],
  [patterns.join, () => ({ page: 'join' })],
  [patterns.account, () => ({ page: 'account' })],
  [patterns.item, (product) => ({ page: 'item', product })],
  [patterns.replay, (channel, slot) => ({ page: 'replay', channel, slot })],
  [patterns.replays, (channel) => ({ page: 'replays', channel })],
];

/** Which page a path asks for. `/embed/{channel}` is the bare picture, for frames on other sites. */
export function routeOf(path: string): Route {
  for (const [pattern, route] of routes) {
    const values = match(pattern, path);
    if (values) return route(...values);
  }
  return { page: 'missing' };
}

/** The pattern with each value, encoded, in place of a part in braces, in order. */
function fill(pattern: string, ...values: string[]): string {
  let next = 0;
  return pattern.replace(/\{\w+\}/g, () => encodeURIComponent(values[next++] ?? ''));
}

/** The decoded parts of the path that stand at the pattern's parts in braces; null when the path does not match. */
function match(pattern: string, path: string): string[] | null {
  const wanted = pattern.split('/').filter(Boolean);
  const parts = path.split('/').filter(Boolean).map(decode);
  if (wanted.length !== parts.length) return null;
  if (!wanted.every((part, i) => part.startsWith('{') || part === parts[i])) return null;
  return parts.filter((_, i) => wanted[i]?.startsWith('{'));
}

/** A part that is not well encoded is left as it is, so that the page does not break. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
