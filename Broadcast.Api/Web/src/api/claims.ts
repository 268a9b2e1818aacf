/** What a token of ours says of its bearer. Read for display only: the server verifies, the page does not. */
export interface Claims {
  subject: string;
  name: string;
  roles: readonly string[];
  stages: readonly string[];
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
      expires: Number(claims['exp'] ?? 0) * 1000,
    };
  } catch {
    return null;
  }
}

/** A claim with one value may be written without its brackets. */
function list(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' && value !== '' ? [value] : [];
}
