import { restoreSite, type VillageSite } from '../../../api/sites';
import { toastError } from '../../../frame/Toasts';
import { useSetupText } from '../useSetupText';

/** The sites that are not offered any more, each with a way back; it needs a new key then. */
export function RetiredSites({ sites, token, reload }: { sites: readonly VillageSite[]; token: string; reload: () => void }) {
  const { t } = useSetupText();
  if (sites.length === 0) return null;
  return (
    <details>
      <summary class="setup-summary" data-testid="retired-sites">
        {t.setup.sites.retired(sites.length)}
      </summary>
      <ul class="setup-rows">
        {sites.map((site) => (
          <li key={site.id}>
            <div>
              <strong>{site.name}</strong>
              <p class="form-hint">{[site.province, site.county, site.village].join(' · ')}</p>
            </div>
            <button type="button" class="button quiet" aria-label={`${t.setup.restore}: ${site.name}`} onClick={() => void restoreSite(site.id, token).catch(toastError).finally(reload)} data-testid={`restore-${site.id}`}>
              {t.setup.restore}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
