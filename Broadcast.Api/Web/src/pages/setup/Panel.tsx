import type { ComponentChildren } from 'preact';

/** A section's part with its heading and one sentence of why. */
export function Panel({ title, text, children, tools }: { title: string; text?: string; children?: ComponentChildren; tools?: ComponentChildren }) {
  return (
    <section class="card setup-panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {tools}
      </header>
      {text && <p class="form-hint">{text}</p>}
      {children}
    </section>
  );
}
