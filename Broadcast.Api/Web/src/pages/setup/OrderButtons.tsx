import { useEffect, useRef } from 'preact/hooks';
import { useSetupText } from './useSetupText';

interface OrderButtonsProps {
  /** What is moved, for screen readers. */
  name: string;
  index: number;
  count: number;
  move: (to: number) => void;
}

/** Moves something up or down its list. The focus stays on what was moved. */
export function OrderButtons({ name, index, count, move }: OrderButtonsProps) {
  const { t } = useSetupText();
  const group = useRef<HTMLDivElement>(null);
  const pressed = useRef<'up' | 'down' | null>(null);
  useEffect(() => {
    if (!pressed.current) return;
    const buttons = group.current?.querySelectorAll('button');
    const wanted = pressed.current === 'up' ? buttons?.[0] : buttons?.[1];
    (wanted?.disabled ? [...(buttons ?? [])].find((button) => !button.disabled) : wanted)?.focus();
    pressed.current = null;
  }, [index]);
  const press = (way: 'up' | 'down') => {
    pressed.current = way;
    move(way === 'up' ? index - 1 : index + 1);
  };
  return (
    <div class="order-buttons" ref={group}>
      <button type="button" class="plain" disabled={index === 0} aria-label={t.setup.moveUp(name)} onClick={() => press('up')}>
        ↑
      </button>
      <button type="button" class="plain" disabled={index === count - 1} aria-label={t.setup.moveDown(name)} onClick={() => press('down')}>
        ↓
      </button>
    </div>
  );
}
