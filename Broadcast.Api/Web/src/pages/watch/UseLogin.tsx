import { useState } from 'preact/hooks';
import { loginAddress, startLogin } from '../../api/viewers';
import { toastError } from '../../frame/Toasts';
import { useText } from '../../text/useText';
import { expectLogin, isPerson } from '../../viewer/person';
import type { Guest } from '../../viewer/ticket';

interface UseLoginProps {
  /** Who is here: the login is linked to a person, and signs in anybody else. */
  viewer: Guest | null;
  look: 'plain' | 'button';
  testId: string;
}

/** Leads to the login, which leads back to this page. */
export function UseLogin({ viewer, look, testId }: UseLoginProps) {
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  if (!isPerson(viewer))
    return (
      <a class={look} href={loginAddress(location.pathname)} onClick={expectLogin} data-testid={testId}>
        {t.useLogin}
      </a>
    );

  const go = () => {
    setBusy(true);
    startLogin(location.pathname, viewer.ticket)
      .then(({ address }) => (expectLogin(), location.assign(address)))
      .catch(toastError)
      .finally(() => setBusy(false));
  };
  return (
    <button type="button" class={look} disabled={busy} onClick={go} data-testid={testId}>
      {t.useLogin}
    </button>
  );
}
