export type Route =
  | { page: 'home' }
  | { page: 'watch'; channel: string; embed: boolean }
  | { page: 'anchor' }
  | { page: 'control' }
  | { page: 'item'; product: string }
  | { page: 'replay'; channel: string; slot: string }
  | { page: 'missing' };

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

/** A path that is not well encoded leads nowhere, but does not break the page. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
