import { useEffect, useRef } from 'preact/hooks';
import type { WholeProduct } from '../../../api/products';
import { useText } from '../../../text/useText';
import { differences, draftOf, type DraftField, type ProductDraft } from './productDraft';

interface ProductConflictProps {
  mine: ProductDraft;
  theirs: WholeProduct;
  keepMine: () => void;
  takeTheirs: () => void;
}

/** What somebody else has changed while this was typed. */
export function ProductConflict({ mine, theirs, keepMine, takeTheirs }: ProductConflictProps) {
  const { t } = useText();
  const texts = t.setupProducts;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const now = draftOf(theirs);
  const labels: Record<DraftField, string> = {
    id: texts.sku,
    name: texts.name,
    nameEn: texts.nameEn,
    price: texts.price(theirs.currency),
    stock: texts.stock,
    stage: t.stage,
    url: texts.url,
    illustrative: texts.illustrativeLabel,
  };
  const shown = (value: string | boolean) => (typeof value === 'boolean' ? (value ? texts.yes : texts.no) : value || '–');
  return (
    <div ref={box} class="setup-product-conflict" role="alert" tabIndex={-1} data-testid="product-conflict">
      <p>{theirs.retiredAt ? texts.conflictRetired : texts.conflict}</p>
      <dl>
        {differences(mine, now).map((field) => (
          <div key={field}>
            <dt>{labels[field]}</dt>
            <dd>{texts.mineTheirs(shown(mine[field]), shown(now[field]))}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button quiet" onClick={keepMine} data-testid="keep-mine">
        {texts.keepMine}
      </button>
      <button type="button" class="button quiet" onClick={takeTheirs} data-testid="take-theirs">
        {texts.takeTheirs}
      </button>
    </div>
  );
}
