import type { SignedIn } from '../../api/people';
import { paths } from '../../paths';
import { keepSession } from '../../staff/session';

/** Where somebody works who has signed in: on the page of the first of their roles. */
export function workplace({ roles, secondFactorNeeded }: Pick<SignedIn, 'roles' | 'secondFactorNeeded'>): string {
  if (secondFactorNeeded) return paths.account;
  if (roles.includes('operator') || roles.includes('moderator')) return paths.control;
  return roles.includes('anchor') ? paths.anchor : paths.account;
}

/** Goes to work. The link that was used leaves the history. */
export function enterAs(signedIn: SignedIn): void {
  keepSession(signedIn.token);
  location.replace(workplace(signedIn));
}
