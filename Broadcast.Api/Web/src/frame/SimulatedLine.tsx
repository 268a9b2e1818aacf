import { getSite } from '../api/site';
import { useText } from '../text/useText';
import './simulated.css';
import { usePolled } from './usePolled';

/** Says that the audience, the pins and the questions are simulated, where they are. */
export function SimulatedLine() {
  const { t } = useText();
  const site = usePolled('site', getSite);
  return site.value?.simulated ? (
    <p class="simulated" data-testid="simulated">
      {t.simulated}
    </p>
  ) : null;
}
