import { call } from './http';

export const signIn = (user: string, password: string): Promise<{ token: string }> =>
  call('/accounts/sign-in', { method: 'POST', body: { user, password } });

export const signOut = (token: string): Promise<void> => call('/accounts/sign-out', { method: 'POST', token });
