import { withdraw, type Invitation } from '../../../api/people';
import { toastError } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import { useTimeFormat } from '../../control/moderation/useTimeFormat';
import { rightsText } from './rightsText';

interface OpenLinksProps {
  links: readonly Invitation[];
  stageName: (stage: string) => string;
  token: string;
  reload: () => void;
}

/** Links that nobody has used yet. */
export function OpenLinks({ links, stageName, token, reload }: OpenLinksProps) {
  const { t } = useText();
  const format = useTimeFormat();
  return (
    <section aria-labelledby="open-links" data-testid="open-links">
      <h3 id="open-links">{t.people.openTitle}</h3>
      {links.length === 0 && <p class="who">{t.people.openNone}</p>}
      <ul class="people-list">
        {links.map((link) => (
          <li key={link.id} class="card" data-testid="open-link">
            <div>
              <strong>{link.name}</strong> <span class="tag">{t.people.kinds[link.kind] ?? link.kind}</span>
              <p class="who">
                {[...rightsText(t, link, stageName), t.people.until(format(Date.parse(link.expiresAt)))].join(' · ')}
              </p>
            </div>
            <button type="button" class="button quiet" aria-label={t.people.withdrawFor(link.name)} onClick={() => void withdraw(link.id, token).catch(toastError).finally(reload)}>
              {t.people.withdraw}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
