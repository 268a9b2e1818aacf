import { useText } from '../../text/useText';
import { stepToWin } from '../../viewer/person';
import type { Guest } from '../../viewer/ticket';
import { UseLogin } from './UseLogin';

/** How viewers can prove themselves here. */
export interface ProofWays {
  /** Opens the sign-in with a code or a login; null when nobody can sign in here. */
  signIn: (() => void) | null;
  /** Viewers may use a login. */
  login: boolean;
  /** This is the screen of a village site, where villagers say who they are. */
  village: boolean;
}

interface ProofToWinProps {
  /** The least proof that winning takes. */
  least: string;
  guest: Guest | null;
  ways: ProofWays;
  /** The room is read only. */
  readOnly: boolean;
}

/** For whom the prize is, and the one step that this viewer must take to win it. */
export function ProofToWin({ least, guest, ways, readOnly }: ProofToWinProps) {
  const { t } = useText();
  const step = readOnly ? null : stepToWin(guest, least);
  const forWhom = t.winnersProve[least as keyof typeof t.winnersProve] ?? t.winnersProve.telephone;
  return (
    <>
      <p class="quiz-note for-whom" data-testid="for-whom" data-least={least}>
        {forWhom}
      </p>
      {step !== null && (
        <p class="quiz-note win" data-testid="sign-in-to-win" data-step={step}>
          {ways.village ? t.villageToWin : step === 'signIn' ? t.signInToWin : step === 'telephone' ? t.proveToWin : t.loginToWin}
          {step === 'login'
            ? ways.login && <UseLogin viewer={guest} look="plain" testId="win-login" />
            : ways.signIn && (
                <button type="button" class="plain" onClick={ways.signIn} data-testid="win-sign-in">
                  {step === 'telephone' ? t.linkTelephone : t.signIn}
                </button>
              )}
        </p>
      )}
    </>
  );
}
