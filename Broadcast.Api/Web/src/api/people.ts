import { call } from './http';
import { once } from './once';

export type Role = 'operator' | 'anchor' | 'moderator' | 'shipper' | 'auditor';
export const roles: readonly Role[] = ['operator', 'anchor', 'moderator', 'shipper', 'auditor'];

/** What a moderator may do; `words` holds in all rooms. */
export type ModerationRight = 'remove' | 'timeout' | 'ban' | 'shadow' | 'review' | 'mode' | 'words';
export const moderationRights: readonly ModerationRight[] = ['remove', 'timeout', 'ban', 'shadow', 'review', 'mode', 'words'];

export interface SignedIn {
  token: string;
  name: string;
  roles: Role[];
  /** True when this operator must set a second factor up before the token is good for anything else. */
  secondFactorNeeded: boolean;
}

export interface Account {
  id: string;
  email: string;
  name: string;
  roles: Role[];
  stages: string[];
  moderates: ModerationRight[];
  secondFactor: boolean;
  revision: string;
}

export interface OwnAccount {
  account: Account;
  recoveryCodes: number;
  secondFactorNeeded: boolean;
}

export interface Invitation {
  id: string;
  kind: 'invitation' | 'reset';
  name: string;
  account: string | null;
  roles: Role[];
  stages: string[];
  moderates: ModerationRight[];
  expiresAt: string;
}

/** What somebody may do: `moderates` only with the role of a moderator. */
export interface Rights {
  roles: Role[];
  stages: string[];
  moderates?: ModerationRight[];
}

/** A link that was just made; nothing shows it again. */
export interface ShownLink {
  id: string;
  link: string;
  /** An SVG document. */
  qr: string;
  expiresAt: string;
}

export interface SeenLink {
  kind: 'invitation' | 'reset';
  name: string;
  email: string | null;
  roles: Role[];
  stages: string[];
  secondFactor: boolean;
  expiresAt: string;
}

export interface SignInSeen {
  id: string;
  beganAt: string | null;
  address: string | null;
  browser: string | null;
  expiresAt: string;
  present: boolean;
}

export interface NewSecondFactor {
  secret: string;
  uri: string;
  /** An SVG document. */
  qr: string;
}

const pathOf = (account: string) => `/accounts/${encodeURIComponent(account)}`;

export const isSetupOpen = async (): Promise<boolean> => (await call<{ open: boolean }>('/setup')).open;

export const lookAtLink = (token: string): Promise<SeenLink> => call('/invitations/look', { method: 'POST', body: { token } });
export const acceptLink = (body: { token: string; email?: string; name?: string; password: string; code?: string }): Promise<SignedIn> =>
  call('/invitations/accept', { method: 'POST', body });

export const listAccounts = (token: string): Promise<Account[]> => call('/accounts', { token });
export const changeAccount = (id: string, body: Pick<Account, 'revision' | 'name'> & Rights, token: string): Promise<Account> =>
  call(pathOf(id), { method: 'PUT', body, token });
export const removeAccount = (id: string, token: string): Promise<void> => call(pathOf(id), { method: 'DELETE', token });
export const endSignIns = (id: string, token: string): Promise<void> => call(`${pathOf(id)}/sessions`, { method: 'DELETE', token });
export const removeSecondFactor = (id: string, token: string): Promise<void> => call(`${pathOf(id)}/second-factor`, { method: 'DELETE', token });
export const makeResetLink = (id: string, token: string): Promise<ShownLink> => call(`${pathOf(id)}/reset-link`, { method: 'POST', body: {}, token });

export const listInvitations = (token: string): Promise<Invitation[]> => call('/accounts/invitations', { token });
export const invite = (body: { name: string } & Rights, token: string): Promise<ShownLink> =>
  once(['invitation', body], (key) => call('/accounts/invitations', { method: 'POST', body, token, key }));
export const withdraw = (id: string, token: string): Promise<void> => call(`/accounts/invitations/${encodeURIComponent(id)}`, { method: 'DELETE', token });

export const getOwnAccount = (token: string): Promise<OwnAccount> => call('/accounts/me', { token });
export const renameOwn = (name: string, token: string): Promise<Account> => call('/accounts/me', { method: 'PUT', body: { name }, token });
export const changePassword = (body: { password: string; newPassword: string }, token: string): Promise<void> =>
  call('/accounts/me/password', { method: 'PUT', body, token });
export const beginSecondFactor = (password: string, token: string): Promise<NewSecondFactor> =>
  call('/accounts/me/second-factor', { method: 'POST', body: { password }, token });
export const confirmSecondFactor = (code: string, token: string): Promise<{ recoveryCodes: string[]; signedIn: SignedIn }> =>
  call('/accounts/me/second-factor/confirm', { method: 'POST', body: { code }, token });
export const turnOffSecondFactor = (code: string, token: string): Promise<void> =>
  call('/accounts/me/second-factor/off', { method: 'POST', body: { code }, token });
export const listSignIns = (token: string): Promise<SignInSeen[]> => call('/accounts/me/sessions', { token });
export const endOwnSignIn = (id: string, token: string): Promise<void> => call(`/accounts/me/sessions/${encodeURIComponent(id)}`, { method: 'DELETE', token });
export const endOtherSignIns = (token: string): Promise<void> => call('/accounts/me/sessions', { method: 'DELETE', token });
