import { useState } from 'preact/hooks';
import { endSiteKey, newSiteKey, retireSite, type DeviceKeyShown, type VillageSite } from '../../../api/sites';
import { keptDraft } from '../../../forms/drafts';
import { KeptFocus } from '../../../frame/KeptFocus';
import { toastError, toastGood } from '../../../frame/Toasts';
import { SureBox } from '../SureBox';
import { useSetupText } from '../useSetupText';
import { SiteForm, siteDraft } from './SiteForm';

type Act = 'newKey' | 'endKey' | 'retire';

interface SiteRowProps {
  site: VillageSite;
  token: string;
  show: (key: DeviceKeyShown) => void;
  reload: () => void;
}

/** One site, and what an operator does with it. What ends something is asked once more. */
export function SiteRow({ site, token, show, reload }: SiteRowProps) {
  const { t } = useSetupText();
  const texts = t.setup.sites;
  const [open, setOpen] = useState<'edit' | Act | null>(() => (keptDraft(siteDraft(site.id)) === null ? null : 'edit'));
  const close = () => setOpen(null);
  const partOf = (act: 'edit' | Act): string => `${act}-of-${site.id}`;
  const acts: Record<Act, { label: string; sure: string; run: () => Promise<unknown> }> = {
    newKey: { label: texts.newKey, sure: texts.newKeySure, run: () => newSiteKey(site.id, token).then(show) },
    endKey: { label: texts.endKey, sure: texts.endKeySure, run: () => endSiteKey(site.id, token).then(() => toastGood(texts.keyEnded(site.name))) },
    retire: { label: t.setup.retire, sure: texts.retireSure, run: () => retireSite(site.id, token).then(() => toastGood(texts.retiredNow(site.name))) },
  };
  const run = (act: Act) =>
    void acts[act]
      .run()
      .catch(toastError)
      .finally(() => {
        close();
        reload();
      });
  const shown: Act[] = site.hasKey ? ['newKey', 'endKey', 'retire'] : ['newKey', 'retire'];
  return (
    <li data-testid={`site-${site.id}`}>
      <div>
        <strong>{site.name}</strong> {!site.hasKey && <span class="setup-state">{texts.noKey}</span>}
        <p class="form-hint">{[site.province, site.county, site.village, site.id].join(' · ')}</p>
      </div>
      {open !== null && open !== 'edit' ? (
        <SureBox name={partOf(open)} yes={acts[open].sure} no={t.setup.keep} act={() => run(open)} close={close} testId="site-sure" />
      ) : (
        <>
          <button type="button" class="button quiet" aria-expanded={open === 'edit'} aria-label={texts.editOf(site.name)} data-act="edit" data-back-from={partOf('edit')} onClick={() => (open === 'edit' ? close() : setOpen('edit'))} data-testid={`edit-${site.id}`}>
            {t.edit}
          </button>
          {shown.map((act) => (
            <button key={act} type="button" class="button quiet" aria-label={`${acts[act].label}: ${site.name}`} data-act={act} data-back-from={partOf(act)} onClick={() => setOpen(act)} data-testid={`${act}-${site.id}`}>
              {acts[act].label}
            </button>
          ))}
        </>
      )}
      {open === 'edit' && (
        <KeptFocus name={partOf('edit')}>
          <SiteForm site={site} token={token} close={close} reload={reload} />
        </KeptFocus>
      )}
    </li>
  );
}
