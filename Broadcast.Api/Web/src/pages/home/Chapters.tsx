import type { Chapter } from '../../api/festivals';
import { useText } from '../../text/useText';

export function Chapters({ chapters }: { chapters: readonly Chapter[] }) {
  const { t, named, either } = useText();
  if (chapters.length === 0) return null;
  return (
    <section class="home-section">
      <h2>{t.chapters}</h2>
      <ol class="chapters">
        {chapters.map((chapter) => (
          <li key={chapter.id}>
            <h3>{named(chapter)}</h3>
            <p>{either(chapter.text, chapter.textEn)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
