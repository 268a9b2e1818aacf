import { useState } from 'preact/hooks';
import { wasMade } from '../../../api/once';
import { createSite, listRetiredSites, listSites, type DeviceKeyShown, type SiteDraft } from '../../../api/sites';
import { DraftLine } from '../../../forms/DraftLine';
import { useDraft } from '../../../forms/useDraft';
import { useSubmit } from '../../../forms/useSubmit';
import { Failed } from '../../../frame/Notice';
import { toastGood } from '../../../frame/Toasts';
import { usePolled } from '../../../frame/usePolled';
import { Panel } from '../Panel';
import type { SectionProps } from '../section';
import { useSetupText } from '../useSetupText';
import { DeviceKeyPanel } from './DeviceKeyPanel';
import { RetiredSites } from './RetiredSites';
import { SiteFields } from './SiteFields';
import { SiteRow } from './SiteRow';
import { SiteUpload } from './SiteUpload';

const empty: SiteDraft = { name: '', village: '', county: '', province: '' };

/** The village sites: one by one or from a file, each with a key for its device, which is shown once. */
export function SitesSection({ session: { token }, festival }: SectionProps) {
  const { t } = useSetupText();
  const texts = t.setup.sites;
  const [find, setFind] = useState('');
  const [pages, setPages] = useState(['']);
  const { draft, set, reset, restored, saveDone } = useDraft('new site', empty, null);
  const [key, setKey] = useState<DeviceKeyShown | null>(null);
  const after = pages.at(-1) ?? '';
  const sites = usePolled(`sites ${after} ${find}`, () => listSites(after, find, token));
  const retired = usePolled('retired sites', () => listRetiredSites(token));
  const reload = () => {
    sites.reload();
    retired.reload();
  };
  const done = () => {
    saveDone(draft, empty, null);
    reload();
  };
  const { form, busy, faults, submit } = useSubmit(
    async () => {
      setKey(await createSite(draft, token));
      done();
    },
    (refused) => {
      if (!wasMade(refused)) return 'untold';
      toastGood(t.setup.madeUnseen);
      done();
      return 'shown';
    },
  );
  return (
    <Panel title={t.setup.sections.sites} text={texts.text}>
      {key && <DeviceKeyPanel shown={key} festival={festival} done={() => setKey(null)} />}
      <form class="setup-form" ref={form} onSubmit={submit}>
        <DraftLine restored={restored} discard={reset} />
        <SiteFields draft={draft} set={set} faults={faults} />
        <div class="setup-save">
          <button type="submit" class="button" disabled={busy} data-testid="add-site">
            {texts.add}
          </button>
        </div>
      </form>
      <SiteUpload token={token} reload={reload} />
      <label>
        {texts.search}
        <input class="field" type="search" value={find} onInput={(event) => (setFind(event.currentTarget.value), setPages(['']))} data-testid="find-site" />
      </label>
      {sites.error !== null && !sites.value && <Failed error={sites.error} retry={sites.reload} />}
      {sites.value?.sites.length === 0 && <p class="setup-empty">{find ? texts.noMatch : texts.empty}</p>}
      <ul class="setup-rows" data-testid="sites">
        {sites.value?.sites.map((site) => (
          <SiteRow key={site.id} site={site} token={token} show={setKey} reload={reload} />
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
      <RetiredSites sites={retired.value?.sites ?? []} token={token} reload={reload} />
    </Panel>
  );
}
