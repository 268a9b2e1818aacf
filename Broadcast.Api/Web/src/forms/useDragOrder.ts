import { useState } from 'preact/hooks';

export type DragOrder = ReturnType<typeof useDragOrder>;

/** Moves rows of a list by a handle. For hands that cannot drag there are buttons beside it. */
export function useDragOrder(move: (from: number, to: number) => void) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  return {
    handle: (index: number) => ({
      draggable: true,
      onDragStart: (event: DragEvent) => {
        const row = (event.currentTarget as HTMLElement).closest('li');
        if (row) event.dataTransfer?.setDragImage(row, 0, 0);
        event.dataTransfer?.setData('text/plain', '');
        setDragged(index);
      },
      onDragEnd: end,
    }),
    row: (index: number) => ({
      onDragOver: (event: DragEvent) => {
        if (dragged === null) return;
        event.preventDefault();
        setOver(index);
      },
      onDrop: (event: DragEvent) => {
        if (dragged === null) return;
        event.preventDefault();
        if (dragged !== index) move(dragged, index);
        end();
      },
    }),
    isDragged: (index: number) => dragged === index,
    /** Whether the dragged row would go there. */
    isOver: (index: number) => over === index && dragged !== null && dragged !== index,
  };
}
