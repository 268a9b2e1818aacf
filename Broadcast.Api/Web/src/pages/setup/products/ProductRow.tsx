import { useRef, useState } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import { restoreProduct, retireProduct, type WholeProduct } from '../../../api/products';
import { keptDraft } from '../../../forms/drafts';
import type { DragOrder } from '../../../forms/useDragOrder';
import { ProductPicture } from '../../../frame/ProductPicture';
import { toastError, toastUndo } from '../../../frame/Toasts';
import { money } from '../../../text/format';
import { useText } from '../../../text/useText';
import { OrderButtons } from '../OrderButtons';
import { ProductForm, productDraft } from './ProductForm';
import { ProductPictures } from './ProductPictures';

interface ProductRowProps {
  product: WholeProduct;
  stages: readonly Stage[];
  token: string;
  reload: () => void;
  index: number;
  count: number;
  drag: DragOrder;
  move: (to: number) => void;
}

export function ProductRow({ product, stages, token, reload, index, count, drag, move }: ProductRowProps) {
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
    <li class={drag.isOver(index) ? 'over' : ''} data-testid={`product-${product.id}`} {...drag.row(index)}>
      <div class="setup-product" {...drag.handle(index)} draggable={!isOpen}>
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
          <OrderButtons name={name} index={index} count={count} move={move} />
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
