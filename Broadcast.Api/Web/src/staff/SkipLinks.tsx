import { useText } from '../text/useText';

/** Links that a keyboard reaches first, to the parts of a desk. Each part has the id as its own, and a `tabIndex` of -1. */
export function SkipLinks({ parts }: { parts: readonly { id: string; name: string }[] }) {
  const { t } = useText();
  const go = (event: Event, id: string) => {
    // The address stays: a link to a part would be another page in the history.
    event.preventDefault();
    const part = document.getElementById(id);
    part?.scrollIntoView({ block: 'nearest' });
    part?.focus();
  };
  return (
    <nav class="skips" aria-label={t.skipTo}>
      {parts.map(({ id, name }) => (
        <a key={id} class="skip" href={`#${id}`} onClick={(event) => go(event, id)} data-testid={`skip-${id}`}>
          {name}
        </a>
      ))}
    </nav>
  );
}
