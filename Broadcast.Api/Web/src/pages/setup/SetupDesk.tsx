import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Header } from '../../frame/Header';
import { Failed, Loading } from '../../frame/Notice';
import { paths } from '../../paths';
import type { Session } from '../../staff/session';
import { useSetupText } from './useSetupText';
import { useFestival } from '../useFestival';
import { AuditSection } from './audit/AuditSection';
import { FestivalSection } from './festival/FestivalSection';
import { GuestsSection } from './guests/GuestsSection';
import { Overview } from './overview/Overview';
import { useChosen } from './useChosen';
import { stepsOf, type Step } from './overview/readiness';
import { useSetupState } from './overview/useSetupState';
import { PeopleSection } from './people/PeopleSection';
import { ProductsSection } from './products/ProductsSection';
import { RundownSection } from './rundown/RundownSection';
import type { SectionProps } from './section';
import { sections, type SectionName } from './sections';
import { SimulcastSection } from './simulcast/SimulcastSection';
import { SitesSection } from './sites/SitesSection';
import { StagesSection } from './stages/StagesSection';
import { WordsSection } from './WordsSection';

const content: Record<Exclude<SectionName, 'overview'>, ComponentType<SectionProps>> = {
  festival: FestivalSection,
  stages: StagesSection,
  people: PeopleSection,
  products: ProductsSection,
  rundown: RundownSection,
  guests: GuestsSection,
  simulcast: SimulcastSection,
  sites: SitesSection,
  words: WordsSection,
  audit: AuditSection,
};

/** Sections that say something without a festival. */
const first: readonly SectionName[] = ['overview', 'festival', 'people', 'words', 'audit'];

/** The frame of set-up: the sections with their marks, and the one that the address names. */
export function SetupDesk({ session, section, leave }: { session: Session; section: SectionName; leave: () => void }) {
  const { t, named } = useSetupText();
  const { chosen, choose } = useChosen();
  const loaded = useFestival(chosen || null, { orFirst: true });
  const isNew = chosen === '';
  const festival = isNew ? null : (loaded.value ?? null);
  const desk = festival && chosen ? `${paths.control}?festival=${encodeURIComponent(festival.id)}` : paths.control;
  const { state, refresh } = useSetupState(festival, session.token);
  const reload = () => {
    loaded.reload();
    refresh();
  };
  const steps = stepsOf(state, Date.now());
  const nav = useRef<HTMLElement>(null);
  const main = useRef<HTMLElement>(null);
  const before = useRef(section);
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    // A link in a section that is gone now has had the focus: it goes on with the new one, and not from the top of the page.
    if (before.current !== section && !nav.current?.contains(document.activeElement)) main.current?.focus();
    before.current = section;
  }, [section]);

  const Section = section === 'overview' ? null : content[section];
  const mark = (name: SectionName) => {
    const own = steps.filter((step) => step.section === name);
    return own.length === 0 ? '' : own.every((step) => step.done) ? 'done' : own.some((step) => !step.done && !step.optional) ? 'open' : '';
  };
  return (
    <div class="setup">
      <Header name={festival ? `${named(festival)} · ${t.setup.title}` : t.setup.title}>
        <a class="plain" href={desk}>
          {t.controlTitle}
        </a>
        <a class="plain" href={paths.account}>
          {t.people.account}
        </a>
        <button type="button" class="plain" onClick={leave}>
          {t.signOut}
        </button>
      </Header>
      <nav class="setup-nav" aria-label={t.setup.title} ref={nav}>
        <ul>
          {sections.map((name) => (
            <li key={name}>
              <a href={`#${name}`} aria-current={name === section ? 'page' : undefined} data-testid={`to-${name}`}>
                <span class={`setup-mark ${mark(name)}`} aria-hidden="true">
                  {mark(name) === 'done' ? '✓' : ''}
                </span>
                {t.setup.sections[name]}
                {mark(name) && <span class="visually-hidden">{mark(name) === 'done' ? t.setup.done : t.setup.open}</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="content" class="setup-main" tabIndex={-1} ref={main}>
        {loaded.error !== null && !loaded.value ? (
          <Failed error={loaded.error} retry={loaded.reload} />
        ) : loaded.value === null && !isNew ? (
          <Loading />
        ) : Section && (festival || first.includes(section)) ? (
          <Section key={festival?.id ?? ''} session={session} festival={festival} choose={choose} reload={reload} />
        ) : (
          <Overview state={state} steps={steps} />
        )}
        {festival && section !== 'overview' && <NextStep steps={steps} section={section} />}
      </main>
    </div>
  );
}

/** The way on, from a section that is done to the first step that is not. */
function NextStep({ steps, section }: { steps: readonly Step[]; section: SectionName }) {
  const { t } = useSetupText();
  const next = steps.find((step) => !step.done && !step.optional);
  if (next?.section === section || steps.some((step) => step.section === section && !step.done && !step.optional)) return null;
  return (
    <p class="setup-next">
      <a class="button quiet" href={`#${next?.section ?? 'overview'}`} data-testid="next-step">
        {next ? t.setup.next(t.setup.steps[next.name].title) : t.setup.sections.overview} →
      </a>
    </p>
  );
}
