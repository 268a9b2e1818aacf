import { useRef, useState } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import { restoreProduct, retireProduct, type WholeProduct } from '../../../api/products';
import { keptDraft } from '../../../forms/drafts';
import { ProductPicture } from '../../../frame/ProductPicture';
import { toastError, toastUndo } from '../../../frame/Toasts';
import { money } from '../../../text/format';
import { useText } from '../../../text/useText';
import { ProductForm, productDraft } from './ProductForm';
import { ProductPictures } from './ProductPictures';

interface ProductRowProps {
  product: WholeProduct;
  stages: readonly Stage[];
  token: string;
  reload: () => void;
  isFirst: boolean;
  isLast: boolean;
  /** Where a dragged one would go. */
  isOver: boolean;
  step: (way: 'up' | 'down') => void;
  drag: { start: () => void; over: (event: DragEvent) => void; drop: () => void; end: () => void };
}

export function ProductRow({ product, stages, token, reload, isFirst, isLast, isOver, step, drag }: ProductRowProps) {
  const { t, named, language } = useText();
  const texts = t.setupProducts;
  const [isOpen, setOpen] = useState(() => keptDraft(productDraft(product.id)) !== null);
  const edit = useRef<HTMLButtonElement>(null);
  const name = named(product);
  const first = product.uploads[0]?.small ?? product.image;

  const retire = () => {
    retireProduct(product.id, token).then(() => {
      toastUndo(texts.retired(name), () => void restoreProduct(product.id, token).then(reload, toastError));
      reload();
    }, toastError);
  };
  const close = () => {
    setOpen(false);
    edit.current?.focus();
  };
  return (
    <li class={isOver ? 'over' : ''} data-sku={product.id} data-testid={`product-${product.id}`} onDragOver={drag.over} onDrop={drag.drop}>
      <div class="setup-product" draggable={!isOpen} onDragStart={drag.start} onDragEnd={drag.end}>
        <ProductPicture product={{ ...product, ...(first && { image: first }) }} stage={product.stage} />
        <span class="setup-product-text">
          <strong>{name}</strong>
          <span class="who">
            {product.id}
            {product.illustrative && ` · ${texts.illustrative}`}
          </span>
        </span>
        <span class="number setup-product-price">{money(product.price, product.currency, language)}</span>
        <span class="number who">{texts.inStock(product.stock)}</span>
        <span class="setup-product-actions">
          <button type="button" class="plain up" disabled={isFirst} onClick={() => step('up')} aria-label={texts.up(name)}>
            ↑
          </button>
          <button type="button" class="plain down" disabled={isLast} onClick={() => step('down')} aria-label={texts.down(name)}>
            ↓
          </button>
          <button ref={edit} type="button" class="button quiet" aria-expanded={isOpen} aria-label={texts.editOf(name)} onClick={() => setOpen(!isOpen)} data-testid={`edit-${product.id}`}>
            {texts.edit}
          </button>
          <button type="button" class="plain" onClick={retire} aria-label={texts.removeOf(name)} data-testid={`retire-${product.id}`}>
            ×
          </button>
        </span>
      </div>
      {isOpen && (
        <div class="setup-product-open">
          <ProductForm product={product} stages={stages} token={token} close={close} saved={reload} />
          <ProductPictures product={product} token={token} reload={reload} />
        </div>
      )}
    </li>
  );
}
