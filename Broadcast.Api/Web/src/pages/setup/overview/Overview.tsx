import { paths } from '../../../paths';
import { useSetupText } from '../useSetupText';
import { isOnAir, testPicture, type SetupState, type Step } from './readiness';

/** The path with its end: what is missing before one can go on air, each with a link. */
export function Overview({ state, steps }: { state: SetupState; steps: readonly Step[] }) {
  const { t, named } = useSetupText();
  const missing = steps.filter((step) => !step.done && !step.optional);
  const onAir = isOnAir(state);
  const live = state.festival?.stages.find((stage) => state.health.get(stage.id)?.live) ?? null;
  const shown = state.festival?.stages.find((stage) => stage.id === state.relay?.onAir) ?? null;
  const text = onAir && shown ? t.setup.onAirText(named(shown)) : live ? t.setup.stageLive(named(live)) : missing.length === 0 ? t.setup.readyText : t.setup.pathText;
  const watch = onAir && state.festival ? state.festival.channel : live?.id;
  return (
    <>
      <section class={onAir ? 'setup-end on' : 'setup-end'} data-testid="setup-end" aria-live="polite">
        <h1>{onAir ? t.setup.onAir : missing.length === 0 ? t.setup.ready : t.setup.stepsLeft(missing.length)}</h1>
        <p>{text}</p>
        <progress max={steps.filter((step) => !step.optional).length} value={steps.filter((step) => !step.optional && step.done).length} aria-label={t.setup.progress} />
        {watch && (
          <a class="button" href={paths.watch(watch)} data-testid="watch-it">
            {t.setup.watchIt}
          </a>
        )}
      </section>
      <ol class="setup-path">
        {steps.map((step, index) => (
          <li key={step.name} class={step.done ? 'done' : step === missing[0] ? 'next' : ''} data-testid={`step-${step.name}`} data-done={step.done}>
            <span class="setup-number" aria-hidden="true">
              {step.done ? '✓' : index + 1}
            </span>
            <div>
              <h2>
                {t.setup.steps[step.name].title}
                {step.done ? <span class="visually-hidden">: {t.setup.done}</span> : step.optional ? <em>{t.setup.optional}</em> : null}
              </h2>
              <p>{step.name === 'encoder' ? <EncoderLine state={state} done={step.done} /> : step.done ? t.setup.steps[step.name].done : t.setup.steps[step.name].text}</p>
            </div>
            <a class={step === missing[0] ? 'button' : 'button quiet'} href={`#${step.section}`} aria-label={`${step.done ? t.setup.change : t.setup.go}: ${t.setup.steps[step.name].title}`}>
              {step.done ? t.setup.change : t.setup.go}
            </a>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Who sends now; whether anybody has. */
function EncoderLine({ state, done }: { state: SetupState; done: boolean }) {
  const { t, named } = useSetupText();
  const sending = state.festival?.stages.filter((stage) => state.health.get(stage.id)?.live) ?? [];
  const tests = sending.filter((stage) => state.health.get(stage.id)?.publisher?.client === testPicture);
  if (sending.length > tests.length) return <>{t.setup.sendingNow(sending.filter((stage) => !tests.includes(stage)).map(named).join(', '))}</>;
  if (tests.length > 0) return <>{t.setup.testNow(tests.map(named).join(', '))}</>;
  return <>{done ? t.setup.steps.encoder.done : t.setup.steps.encoder.text}</>;
}
