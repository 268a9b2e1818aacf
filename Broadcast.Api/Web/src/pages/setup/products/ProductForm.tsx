import { useEffect, useRef, useState } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import { ApiError, type FieldFault } from '../../../api/http';
import { putProduct, type WholeProduct } from '../../../api/products';
import { Field } from '../../../forms/Field';
import { useSubmit } from '../../../forms/useSubmit';
import { toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import { ProductConflict } from './ProductConflict';
import { bodyOf, draftOf, emptyDraft, merged, newSku, readPrice, readStock, type ProductDraft } from './productDraft';

interface ProductFormProps {
  /** Null for a new one. */
  product: WholeProduct | null;
  stages: readonly Stage[];
  token: string;
  close: () => void;
  saved: () => void;
}

/** A product, new or known. What was typed stays whatever the server answers. */
export function ProductForm({ product, stages, token, close, saved }: ProductFormProps) {
  const { t, named } = useText();
  const texts = t.setupProducts;
  const [base, setBase] = useState(product);
  const [draft, setDraft] = useState<ProductDraft>(() => (product ? draftOf(product) : emptyDraft('')));
  const [theirs, setTheirs] = useState<WholeProduct | null>(null);
  const sku = useRef(newSku());
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector('input')?.focus(), []);
  // Pictures have a revision too: what they change of the product is not typed here.
  const typed = base ? draftOf(base) : null;
  useEffect(() => {
    if (product && base && product.revision > base.revision && JSON.stringify(draftOf(product)) === JSON.stringify(typed)) setBase(product);
  });

  const save = async () => {
    const wrong = faultsOf(draft);
    if (wrong.length > 0) throw new ApiError(400, 'product.invalid', '', { fields: wrong });
    await putProduct(draft.id.trim() || sku.current, bodyOf(draft, base), token);
    toastGood(t.saved);
    saved();
    close();
  };
  const { form, busy, faults, submit } = useSubmit(save, (error) => {
    const now = error.code === 'product.conflict' ? (error.problem['product'] as WholeProduct | undefined) : undefined;
    if (now) setTheirs(now);
    return now !== undefined;
  });
  const settle = (next: ProductDraft, now: WholeProduct) => {
    setDraft(next);
    setBase(now);
    setTheirs(null);
    form.current?.querySelector<HTMLElement>('[type="submit"]')?.focus();
  };
  const text = (field: 'name' | 'nameEn' | 'price' | 'stock' | 'url' | 'id') => ({
    class: 'field',
    value: draft[field],
    onInput: ({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) => setDraft((now) => ({ ...now, [field]: value })),
  });
  return (
    <form
      ref={form}
      class="setup-product-form"
      noValidate
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && close()}
      aria-label={product ? texts.editOf(named(product)) : texts.add}
      data-testid="product-form"
    >
      {theirs && (
        <ProductConflict
          mine={draft}
          theirs={theirs}
          keepMine={() => settle(base ? merged(draftOf(base), draft, draftOf(theirs)) : { ...draft, id: theirs.id }, theirs)}
          takeTheirs={() => settle(draftOf(theirs), theirs)}
        />
      )}
      <div ref={first}>
        <Field name="name" label={texts.name} faults={faults}>
          {(control) => <input {...control} {...text('name')} maxLength={80} required />}
        </Field>
      </div>
      <Field name="nameEn" label={texts.nameEn} faults={faults}>
        {(control) => <input {...control} {...text('nameEn')} maxLength={80} lang="en" />}
      </Field>
      <Field name="price" label={texts.price(base?.currency ?? 'CNY')} faults={faults}>
        {(control) => <input {...control} {...text('price')} inputMode="decimal" required />}
      </Field>
      <Field name="stock" label={texts.stock} hint={texts.stockHint} faults={faults}>
        {(control) => <input {...control} {...text('stock')} inputMode="numeric" />}
      </Field>
      <Field name="stage" label={t.stage} faults={faults}>
        {(control) => (
          <select {...control} class="field" value={draft.stage} onChange={({ currentTarget: { value } }) => setDraft((now) => ({ ...now, stage: value }))}>
            <option value="">{texts.everywhere}</option>
            {stages.map((stage) => (
              <option key={stage.id} value={stage.id}>
                {named(stage)}
              </option>
            ))}
            {draft.stage !== '' && !stages.some((stage) => stage.id === draft.stage) && <option value={draft.stage}>{draft.stage}</option>}
          </select>
        )}
      </Field>
      <Field name="url" label={texts.url} hint={texts.urlHint} faults={faults}>
        {(control) => <input {...control} {...text('url')} inputMode="url" />}
      </Field>
      {!product && (
        <Field name="id" label={texts.sku} hint={texts.skuHint} faults={faults}>
          {(control) => <input {...control} {...text('id')} maxLength={64} autocapitalize="off" />}
        </Field>
      )}
      <label class="setup-product-check">
        <input type="checkbox" checked={draft.illustrative} onChange={({ currentTarget: { checked } }) => setDraft((now) => ({ ...now, illustrative: checked }))} />
        {texts.illustrativeLabel}
      </label>
      <div class="setup-product-buttons">
        <button type="submit" class="button" disabled={busy} data-testid="save-product">
          {t.save}
        </button>
        <button type="button" class="button quiet" onClick={close}>
          {t.cancel}
        </button>
      </div>
      {!product && <p class="form-hint">{texts.picturesLater}</p>}
    </form>
  );
}

/** What is missing or no number; everything else the server judges. */
function faultsOf(draft: ProductDraft): FieldFault[] {
  const faults: FieldFault[] = [];
  if (draft.name.trim() === '') faults.push({ field: 'name', fault: 'length', message: '', least: 1, most: 80 });
  if (readPrice(draft.price) === null) faults.push({ field: 'price', fault: 'form', message: '' });
  if (readStock(draft.stock) === null) faults.push({ field: 'stock', fault: 'form', message: '' });
  return faults;
}
