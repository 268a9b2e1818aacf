import { useSetupText } from './useSetupText';
import '../control/moderation/moderation.css';
import { WordList } from '../control/moderation/WordList';
import { Panel } from './Panel';
import type { SectionProps } from './section';

/** The word lists, which hold in all rooms. */
export function WordsSection({ session }: SectionProps) {
  const { t } = useSetupText();
  return (
    <Panel title={t.setup.sections.words} text={t.words.text}>
      <WordList token={session.token} />
    </Panel>
  );
}
