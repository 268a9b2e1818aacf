import { useCallback, useMemo, useState } from 'preact/hooks';
import { signOut as endSession } from '../api/accounts';
import { readClaims, type Claims } from '../api/claims';
import { forgetAllDrafts } from '../forms/drafts';

export interface Session {
  token: string;
  claims: Claims;
}

const key = 'livefestival.staff';

/**
 * The token in the address, else the one that this tab kept. A link may carry a token in its fragment, which no server sees; it is kept for
 * this tab and removed from the address at once.
 */
export function initialToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) {
    keepSession(token);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(key);
}

function sessionOf(token: string | null): Session | null {
  const claims = token ? readClaims(token) : null;
  return token && claims && claims.expires > Date.now() ? { token, claims } : null;
}

/** Keeps a fresh sign-in for this tab, so that the next page has it. What another person has typed here is not shown to this one. */
export function keepSession(token: string): void {
  const before = sessionStorage.getItem(key);
  if (before && readClaims(before)?.subject !== readClaims(token)?.subject) forgetAllDrafts();
  sessionStorage.setItem(key, token);
}

export function useSession() {
  const [token, setToken] = useState(initialToken);
  const session = useMemo(() => sessionOf(token), [token]);
  const enter = useCallback((fresh: string) => {
    keepSession(fresh);
    setToken(fresh);
  }, []);
  const leave = useCallback(() => {
    // The token is removed here in any case; the server ends the session if it can be reached.
    if (token) endSession(token).catch(() => undefined);
    sessionStorage.removeItem(key);
    forgetAllDrafts();
    setToken(null);
  }, [token]);
  return { session, enter, leave };
}

export const mayAct = (claims: Claims): boolean => claims.roles.includes('operator') || claims.roles.includes('anchor');
