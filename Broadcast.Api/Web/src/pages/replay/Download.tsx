import { useState } from 'preact/hooks';
import { useText } from '../../text/useText';

const pause = 3_000;

/** The film as a file. It is made when it is first asked for: until then the button waits. */
export function Download({ film }: { film: string }) {
  const { t } = useText();
  const [making, setMaking] = useState(false);
  const get = async () => {
    setMaking(true);
    try {
      for (;;) {
        const answer = await fetch(film, { method: 'HEAD' });
        if (answer.status === 200) break;
        if (answer.status !== 202) return;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      location.assign(film);
    } finally {
      setMaking(false);
    }
  };
  return (
    <p class="download">
      <button type="button" class="button quiet" disabled={making} onClick={() => void get()} data-testid="download">
        {making ? t.filmMaking : t.download}
      </button>
    </p>
  );
}
