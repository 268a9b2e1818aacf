import { useRef, useState } from 'preact/hooks';
import { download } from '../../../api/http';
import { listRetired, listWhole } from '../../../api/products';
import { keptDraft } from '../../../forms/drafts';
import { toastError } from '../../../frame/Toasts';
import { usePolled } from '../../../frame/usePolled';
import { useText } from '../../../text/useText';
import type { SectionProps } from '../section';
import { ProductForm, productDraft } from './ProductForm';
import { ProductGroup } from './ProductGroup';
import { ProductImport } from './ProductImport';
import { RetiredProducts } from './RetiredProducts';
import './products.css';

/** The products of the festival: made, edited, ordered, pictured, retired, and as files of a spreadsheet. */
export function ProductsSection({ session, festival }: SectionProps) {
  const { t, named } = useText();
  const texts = t.setupProducts;
  const { token } = session;
  const products = usePolled('whole-products', () => listWhole(token));
  const retired = usePolled('retired-products', () => listRetired(token));
  const [open, setOpen] = useState<'new' | 'import' | null>(() => (keptDraft(productDraft()) ? 'new' : null));
  const [said, say] = useState('');
  const newButton = useRef<HTMLButtonElement>(null);
  const importButton = useRef<HTMLButtonElement>(null);

  const stages = festival?.stages ?? [];
  const list = products.value ?? [];
  const reload = () => {
    products.reload();
    retired.reload();
  };
  const close = (button: HTMLButtonElement | null) => {
    setOpen(null);
    button?.focus();
  };
  const known = new Set(stages.map((stage) => stage.id));
  const groups = [
    ...stages.map((stage) => ({ stage: stage.id as string | null, title: named(stage) })),
    // A stage of another festival, or one that is gone, still has its products.
    ...[...new Set(list.map((product) => product.stage ?? null))].filter((stage) => stage !== null && !known.has(stage)).map((stage) => ({ stage, title: stage ?? '' })),
    { stage: null, title: texts.everywhere },
  ];

  return (
    <section class="setup-products" aria-labelledby="setup-products-title" data-testid="setup-products">
      <header>
        <h2 id="setup-products-title">{texts.title}</h2>
        <div class="setup-products-tools">
          <button ref={newButton} type="button" class="button" aria-expanded={open === 'new'} onClick={() => setOpen('new')} data-testid="new-product">
            {texts.add}
          </button>
          <button ref={importButton} type="button" class="button quiet" aria-expanded={open === 'import'} onClick={() => setOpen('import')} data-testid="import-products">
            {texts.import}
          </button>
          <button type="button" class="button quiet" disabled={list.length === 0} onClick={() => void download('/products.csv', token).catch(toastError)} data-testid="export-products">
            {texts.export}
          </button>
        </div>
      </header>
      <p class="visually-hidden" role="status">
        {said}
      </p>
      {products.error !== null && !products.value && <p role="alert">{t.failed}</p>}
      {open === 'new' && (
        <ProductForm product={null} {...(list[0] && { currency: list[0].currency })} stages={stages} token={token} close={() => close(newButton.current)} saved={reload} />
      )}
      {open === 'import' && <ProductImport token={token} close={() => close(importButton.current)} done={reload} />}
      {products.value && list.length === 0 && <p class="setup-products-none">{texts.none}</p>}
      {groups.map(({ stage, title }) => (
        <ProductGroup
          key={stage ?? ''}
          stage={stage}
          title={title}
          products={list.filter((product) => (product.stage ?? null) === stage)}
          stages={stages}
          token={token}
          say={say}
          set={(changed) => products.set([...list.filter((product) => (product.stage ?? null) !== stage), ...changed])}
          reload={reload}
        />
      ))}
      <RetiredProducts products={retired.value ?? []} token={token} reload={reload} />
    </section>
  );
}
