import type { EventAuthor } from '../room/contracts';

/** The claims in one of our tokens. For display only: the server verifies the token, the page does not. */
export interface Claims {
  subject: string;
  name: string;
  roles: readonly string[];
  stages: readonly string[];
  /** For moderators: what they may do. */
  moderates: readonly string[];
  /** For persons: the strongest proof that they have given in this sign-in. */
  proof: string;
  /** Unix milliseconds. */
  expires: number;
}

export function readClaims(token: string): Claims | null {
  try {
    const payload = token.split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    return {
      subject: String(claims['sub'] ?? ''),
      name: String(claims['name'] ?? ''),
      roles: list(claims['roles']),
      stages: list(claims['stages']),
      moderates: list(claims['moderates']),
      proof: String(claims['proof'] ?? ''),
      expires: Number(claims['exp'] ?? 0) * 1000,
    };
  } catch {
    return null;
  }
}

/** The bearer as rooms name them, with the first of these roles that they have. */
export function authorOf(token: string): EventAuthor | null {
  const claims = readClaims(token);
  const role = ['anchor', 'operator', 'moderator'].find((known) => claims?.roles.includes(known));
  return claims && { id: claims.subject, name: claims.name, ...(role && { role }) };
}

/** A claim with a single value may be a string instead of an array. */
function list(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' && value !== '' ? [value] : [];
}
