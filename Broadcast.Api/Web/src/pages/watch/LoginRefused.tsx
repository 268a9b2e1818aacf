import { useState } from 'preact/hooks';
import { useText } from '../../text/useText';
import { loginRefusal } from '../../viewer/person';

/** Says why the login that the viewer has come back from did not sign them in. */
export function LoginRefused() {
  const { t, explain } = useText();
  const [code] = useState(loginRefusal);
  if (code === null) return null;
  return (
    <p class="form-error" role="alert" data-testid="login-refused" data-code={code}>
      {code === '' ? t.loginRefused : explain({ code })}
    </p>
  );
}
