import { useState } from 'preact/hooks';
import { createSite, listSites, newSiteKey, removeSite, type SiteDraft, type VillageSite } from '../../../api/setup';
import { Field } from '../../../forms/Field';
import { useSubmit } from '../../../forms/useSubmit';
import { toastError } from '../../../frame/Toasts';
import { usePolled } from '../../../frame/usePolled';
import { useSetupText } from '../useSetupText';
import { CopyLine } from '../CopyLine';
import { Panel } from '../Panel';
import type { SectionProps } from '../section';

const empty: SiteDraft = { name: '', village: '', county: '', province: '' };
const fields = ['name', 'village', 'county', 'province'] as const;

/** The village sites: added one by one, with a key for each one's device, which is shown once. */
export function SitesSection({ session, festival }: SectionProps) {
  const { t } = useSetupText();
  const [find, setFind] = useState('');
  const [pages, setPages] = useState(['']);
  const [draft, setDraft] = useState(empty);
  const [key, setKey] = useState<{ id: string; deviceKey: string } | null>(null);
  const [sure, setSure] = useState<{ id: string; act: 'key' | 'remove' } | null>(null);
  const after = pages.at(-1) ?? '';
  const sites = usePolled(`sites ${after} ${find}`, () => listSites(after, find, session.token));
  const { form, busy, faults, submit } = useSubmit(async () => {
    setKey(await createSite(draft, session.token));
    setDraft(empty);
    sites.reload();
  });
  const remove = (site: VillageSite) =>
    removeSite(site.id, session.token)
      .catch(toastError)
      .finally(() => {
        setSure(null);
        sites.reload();
      });
  const rotate = (site: VillageSite) =>
    newSiteKey(site.id, session.token)
      .then(setKey)
      .catch(toastError)
      .finally(() => setSure(null));
  return (
    <Panel title={t.setup.sections.sites} text={t.setup.sitesText}>
      {key && (
        <section class="key-panel" aria-label={t.setup.deviceKey}>
          <p>
            <strong>{t.setup.keyOnce}</strong> {t.setup.deviceKeyText}
          </p>
          <CopyLine label={t.setup.deviceKey} text={key.deviceKey} />
          <CopyLine testId="site-link" label={t.setup.siteLink} text={`${location.origin}/watch/${festival?.channel ?? ''}#site=${key.deviceKey}`} />
          <button type="button" class="button" onClick={() => setKey(null)}>
            {t.setup.keyDone}
          </button>
        </section>
      )}
      <form class="setup-form" ref={form} onSubmit={submit}>
        <div class="setup-pair">
          {fields.map((name) => (
            <Field key={name} name={name} label={t.setup.siteFields[name]} faults={faults}>
              {(control) => <input {...control} class="field" required maxLength={80} value={draft[name]} onInput={({ currentTarget: { value } }) => setDraft((now) => ({ ...now, [name]: value }))} />}
            </Field>
          ))}
        </div>
        <div class="setup-save">
          <button type="submit" class="button" disabled={busy} data-testid="add-site">
            {t.setup.addSite}
          </button>
        </div>
      </form>
      <label>
        {t.rosterSearch}
        <input class="field" type="search" value={find} onInput={(event) => (setFind(event.currentTarget.value), setPages(['']))} />
      </label>
      {sites.value?.sites.length === 0 && <p class="setup-empty">{t.setup.sitesEmpty}</p>}
      <ul class="setup-rows">
        {sites.value?.sites.map((site) => (
          <li key={site.id}>
            <div>
              <strong>{site.name}</strong>
              <p class="form-hint">{[site.province, site.county, site.village].join(' · ')}</p>
            </div>
            {sure?.id === site.id ? (
              <>
                <button type="button" class="button" onClick={() => void (sure.act === 'key' ? rotate : remove)(site)}>
                  {sure.act === 'key' ? t.setup.newDeviceKeySure : t.setup.removeSite}
                </button>
                <button type="button" class="button quiet" onClick={() => setSure(null)}>
                  {t.setup.keep}
                </button>
              </>
            ) : (
              <>
                <button type="button" class="button quiet" onClick={() => setSure({ id: site.id, act: 'key' })} aria-label={`${t.setup.newDeviceKey}: ${site.name}`}>
                  {t.setup.newDeviceKey}
                </button>
                <button type="button" class="button quiet" onClick={() => setSure({ id: site.id, act: 'remove' })} aria-label={`${t.remove}: ${site.name}`}>
                  {t.remove}
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      {(pages.length > 1 || sites.value?.next) && (
        <nav class="setup-save" aria-label={t.setup.sections.sites}>
          <button type="button" class="button quiet" disabled={pages.length === 1} onClick={() => setPages(pages.slice(0, -1))}>
            {t.previousPage}
          </button>
          <button type="button" class="button quiet" disabled={!sites.value?.next} onClick={() => sites.value?.next && setPages([...pages, sites.value.next])}>
            {t.nextPage}
          </button>
        </nav>
      )}
    </Panel>
  );
}
