import { useRef, useState } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import { ApiError } from '../../../api/http';
import { orderProducts, type WholeProduct } from '../../../api/products';
import { arranged, moved, wasMoved } from '../../../forms/arranged';
import { OrderConflict } from '../../../forms/OrderConflict';
import { useDragOrder } from '../../../forms/useDragOrder';
import { toastError } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import { ProductRow } from './ProductRow';

const idsOf = (products: readonly WholeProduct[]): string[] => products.map((product) => product.id);

interface ProductGroupProps {
  stage: string | null;
  title: string;
  products: WholeProduct[];
  stages: readonly Stage[];
  token: string;
  say: (text: string) => void;
  set: (products: WholeProduct[]) => void;
  reload: () => void;
}

/** The products of one stage in their order, which is changed by dragging or with buttons. */
export function ProductGroup({ stage, title, products, stages, token, say, set, reload }: ProductGroupProps) {
  const { t, named } = useText();
  const texts = t.setupProducts;
  /** What another person has put in order while it was done here. */
  const [theirs, setTheirs] = useState<WholeProduct[] | null>(null);
  /** Moves are sent one after the other: each is made from the one before. */
  const sending = useRef<Promise<void>>(Promise.resolve());

  const move = (from: number, to: number) => {
    const product = products[from];
    if (!product || to === from || to < 0 || to >= products.length) return;
    const next = moved(products, from, to);
    set(next);
    say(texts.moved(named(product), to + 1, products.length));
    sending.current = sending.current.then(() => send(next, products));
  };
  const send = async (next: WholeProduct[], from: readonly WholeProduct[]): Promise<void> => {
    try {
      await orderProducts(stage, idsOf(next), idsOf(from), token);
      setTheirs(null);
    } catch (error) {
      const now = error instanceof ApiError && error.code === 'product.conflict' ? (error.problem['products'] as WholeProduct[] | undefined) : undefined;
      if (!now) {
        toastError(error);
        reload();
        return;
      }
      const order = arranged(idsOf(next), idsOf(now)).map((id) => now.find((product) => product.id === id)!);
      set(order);
      if (wasMoved(idsOf(from), idsOf(now))) setTheirs(now);
      else await send(order, now);
    }
  };
  const drag = useDragOrder(move);

  if (products.length === 0) return null;
  return (
    <section class="setup-products-group" data-stage={stage ?? undefined}>
      <h3>
        {title} <span class="who number">{products.length}</span>
      </h3>
      {theirs && (
        <OrderConflict
          mine={products.map(named)}
          theirs={theirs.map(named)}
          keep={() => void send(products, theirs)}
          take={() => {
            set(theirs);
            setTheirs(null);
          }}
        />
      )}
      <ol>
        {products.map((product, i) => (
          <ProductRow
            key={product.id}
            product={product}
            stages={stages}
            token={token}
            reload={reload}
            index={i}
            count={products.length}
            drag={drag}
            move={(to) => move(i, to)}
          />
        ))}
      </ol>
    </section>
  );
}
