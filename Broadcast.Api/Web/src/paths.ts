export type Route =
  | { page: 'home' }
  | { page: 'watch'; channel: string; embed: boolean }
  | { page: 'anchor' }
  | { page: 'control' }
  | { page: 'item'; product: string }
  | { page: 'replay'; channel: string; slot: string }
  | { page: 'missing' };

/** The paths that pages link to. `routeOf` reads them, and the host serves them (`PagesModule`). */
export const paths = {
  home: '/',
  watch: (channel: string): string => `/watch/${encodeURIComponent(channel)}`,
  replay: (channel: string, slot: string): string => `/replay/${encodeURIComponent(channel)}/${encodeURIComponent(slot)}`,
};

/** Which page a path asks for. `/embed/{channel}` is the bare picture, for frames on other sites. */
export function routeOf(path: string): Route {
  const parts = path.split('/').filter(Boolean).map(decode);
  const [first, second, third] = parts;
  if (parts.length === 0 || (parts.length === 1 && first === 'index.html')) return { page: 'home' };
  if (parts.length === 1 && (first === 'anchor' || first === 'control')) return { page: first };
  if (parts.length === 2 && second) {
    if (first === 'watch') return { page: 'watch', channel: second, embed: false };
    if (first === 'embed') return { page: 'watch', channel: second, embed: true };
    if (first === 'item') return { page: 'item', product: second };
  }
  if (parts.length === 3 && first === 'replay' && second && third) return { page: 'replay', channel: second, slot: third };
  return { page: 'missing' };
}

/** A part that is not well encoded is left as it is, so that the page does not break. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
