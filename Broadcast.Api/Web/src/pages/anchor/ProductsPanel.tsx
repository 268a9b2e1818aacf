import { useState } from 'preact/hooks';
import type { Stage } from '../../api/festivals';
import type { Product } from '../../api/products';
import { pin, unpin } from '../../api/rooms';
import { ProductPicture } from '../../frame/ProductPicture';
import { toastError } from '../../frame/Toasts';
import type { Pin } from '../../room/state';
import { money } from '../../text/format';
import { useText } from '../../text/useText';

interface ProductsPanelProps {
  stage: Stage;
  products: readonly Product[];
  pinned: Pin | null;
  token: string;
}

/** One tap pins, one tap unpins. */
export function ProductsPanel({ stage, products, pinned, token }: ProductsPanelProps) {
  const { t, named, language } = useText();
  const [busy, setBusy] = useState<string | null>(null);
  const own = products.filter((product) => product.stage === stage.id);
  const shown = own.length > 0 ? own : products;

  const toggle = (product: Product) => {
    const isPinned = pinned?.product.id === product.id;
    setBusy(product.id);
    (isPinned ? unpin(stage.id, token) : pin(stage.id, product.id, token)).catch(toastError).finally(() => setBusy(null));
  };
  return (
    <section class="panel anchor-products" aria-label={t.productsOfStage}>
      <h2 data-testid="pinned" data-product={pinned?.product.id ?? ''}>
        {pinned ? `${t.pinned}: ${named(pinned.product)}` : t.nothingPinned}
      </h2>
      <ul>
        {shown.map((product) => {
          const isPinned = pinned?.product.id === product.id;
          return (
            <li key={product.id}>
              <button
                type="button"
                class={isPinned ? 'pin-button pinned' : 'pin-button'}
                aria-pressed={isPinned}
                disabled={busy !== null}
                onClick={() => toggle(product)}
                data-testid={`pin-${product.id}`}
              >
                <ProductPicture product={product} stage={product.stage} />
                <span class="pin-text">
                  <strong>{named(product)}</strong>
                  <span class="price number">{money(product.price, product.currency, language)}</span>
                </span>
                <span class="pin-action">{isPinned ? t.unpin : t.pin}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
