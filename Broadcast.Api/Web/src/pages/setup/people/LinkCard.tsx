import { useEffect, useRef } from 'preact/hooks';
import { toastError, toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import { QrCode } from '../../account/QrCode';
import { useTimeFormat } from '../../control/moderation/useTimeFormat';
import type { LinkShown } from './PeopleSection';

/** A link that was just made, to be copied or read from the screen. It gets the focus, because it is shown once. */
export function LinkCard({ shown: { name, link }, close }: { shown: LinkShown; close: () => void }) {
  const { t } = useText();
  const format = useTimeFormat();
  const text = useRef<HTMLInputElement>(null);
  useEffect(() => text.current?.select(), []);
  const copy = () =>
    // Without TLS browsers have no clipboard for pages: the link is selected, to be copied by hand.
    navigator.clipboard ? navigator.clipboard.writeText(link.link).then(() => toastGood(t.people.copied), toastError) : text.current?.select();
  return (
    <section class="card people-link" aria-labelledby="people-link" data-testid="link-card">
      <h3 id="people-link">{t.people.linkFor(name)}</h3>
      <p>{t.people.linkText(format(Date.parse(link.expiresAt)))}</p>
      <input ref={text} class="field" readOnly value={link.link} aria-labelledby="people-link" data-testid="link" />
      <div class="people-acts">
        <button type="button" class="button" onClick={() => void copy()} data-testid="copy-link">
          {t.people.copy}
        </button>
        <button type="button" class="button quiet" onClick={close}>
          {t.people.done}
        </button>
      </div>
      <QrCode svg={link.qr} label={t.people.linkQr(name)} />
    </section>
  );
}
