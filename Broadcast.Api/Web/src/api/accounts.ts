import { call } from './http';

/** `code` for accounts with a second factor. */
export const signIn = (user: string, password: string, code?: string): Promise<{ token: string; secondFactorNeeded: boolean }> =>
  call('/accounts/sign-in', { method: 'POST', body: { user, password, ...(code && { code }) } });

export const signOut = (token: string): Promise<void> => call('/accounts/sign-out', { method: 'POST', token });
