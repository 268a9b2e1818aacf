import { useCallback, useMemo, useState } from 'preact/hooks';
import { signOut as endSession } from '../api/accounts';
import { readClaims, type Claims } from '../api/claims';

export interface Session {
  token: string;
  claims: Claims;
}

const key = 'livefestival.staff';

/** A link may carry a token in its fragment, which no server sees; it is kept for this tab and taken out of the address at once. */
function fromAddress(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) {
    sessionStorage.setItem(key, token);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(key);
}

function read(token: string | null): Session | null {
  const claims = token ? readClaims(token) : null;
  return token && claims && claims.expires > Date.now() ? { token, claims } : null;
}

export function useSession() {
  const [token, setToken] = useState(fromAddress);
  const session = useMemo(() => read(token), [token]);
  const enter = useCallback((fresh: string) => {
    sessionStorage.setItem(key, fresh);
    setToken(fresh);
  }, []);
  const leave = useCallback(() => {
    // The token is gone from here either way; the server forgets it when it can be told.
    if (token) endSession(token).catch(() => undefined);
    sessionStorage.removeItem(key);
    setToken(null);
  }, [token]);
  return { session, enter, leave };
}

export const mayAct = (claims: Claims): boolean => claims.roles.includes('operator') || claims.roles.includes('anchor');
