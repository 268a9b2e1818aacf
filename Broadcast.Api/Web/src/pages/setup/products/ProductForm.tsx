import { useEffect, useId, useRef } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import { ApiError, type FieldFault } from '../../../api/http';
import { putProduct, type WholeProduct } from '../../../api/products';
import { DraftConflict } from '../../../forms/DraftConflict';
import { DraftLine } from '../../../forms/DraftLine';
import { Field } from '../../../forms/Field';
import { useDraft } from '../../../forms/useDraft';
import { useSubmit } from '../../../forms/useSubmit';
import { toastGood } from '../../../frame/Toasts';
import { offered } from '../../../text/currency';
import { useText } from '../../../text/useText';
import { bodyOf, draftOf, emptyDraft, newSku, readCurrency, readPrice, readStock, type ProductDraft } from './productDraft';

/** The name of the draft of a product; that of a new one has no id. */
export const productDraft = (sku = ''): string => `product ${sku}`;

interface ProductFormProps {
  /** Null for a new one. */
  product: WholeProduct | null;
  /** In which a new one is sold, until another is chosen. */
  currency?: string;
  stages: readonly Stage[];
  token: string;
  close: () => void;
  saved: () => void;
}

/** A product, new or known. What was typed stays whatever the server answers. */
export function ProductForm({ product, currency = 'CNY', stages, token, close, saved }: ProductFormProps) {
  const { t, named } = useText();
  const texts = t.setupProducts;
  const typed = useDraft<ProductDraft>(productDraft(product?.id), product ? draftOf(product) : emptyDraft('', currency), product?.revision ?? null);
  const { draft, set, latest, reset, saveDone, meet } = typed;
  const theirs = useRef<WholeProduct | null>(null);
  const baseAt = (revision: number | null) => (theirs.current && theirs.current.revision === revision ? theirs.current : product && { ...product, revision: revision ?? product.revision });
  const sku = useRef(newSku());
  const codes = useId();
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector('input')?.focus(), []);

  const save = async () => {
    const { draft: sent, revision } = latest();
    const wrong = faultsOf(sent);
    if (wrong.length > 0) throw new ApiError(400, 'product.invalid', '', { fields: wrong });
    const done = await putProduct(sent.id.trim() || sku.current, bodyOf(sent, baseAt(revision)), token);
    if (product) saveDone(sent, draftOf(done), done.revision);
    else reset();
    toastGood(t.saved);
    saved();
    close();
  };
  const { form, busy, faults, submit } = useSubmit(save, (error) => {
    const now = error.code === 'product.conflict' ? (error.problem['product'] as WholeProduct | undefined) : undefined;
    if (!now) return 'untold';
    theirs.current = now;
    const met = meet(draftOf(now), now.revision);
    // To save it would bring it back.
    return now.retiredAt ? 'shown' : met;
  });
  const cancel = () => {
    reset();
    close();
  };
  const labels: Record<keyof ProductDraft, string> = {
    id: texts.sku,
    name: texts.name,
    nameEn: texts.nameEn,
    price: texts.price(readCurrency(draft.currency)),
    currency: texts.currency,
    stock: texts.stock,
    stage: t.stage,
    url: texts.url,
    illustrative: texts.illustrativeLabel,
  };
  const shown = (value: unknown): string => (typeof value === 'boolean' ? (value ? texts.yes : texts.no) : String(value));
  const text = (field: 'name' | 'nameEn' | 'price' | 'currency' | 'stock' | 'url' | 'id') => ({
    class: 'field',
    value: draft[field],
    onInput: ({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) => set({ [field]: value }),
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
      <DraftLine restored={typed.restored} discard={reset} />
      <DraftConflict form={typed} label={(field) => labels[field]} show={shown} note={theirs.current?.retiredAt ? texts.conflictRetired : undefined} />
      <div ref={first}>
        <Field name="name" label={texts.name} faults={faults}>
          {(control) => <input {...control} {...text('name')} maxLength={80} required />}
        </Field>
      </div>
      <Field name="nameEn" label={texts.nameEn} faults={faults}>
        {(control) => <input {...control} {...text('nameEn')} maxLength={80} lang="en" />}
      </Field>
      <Field name="price" label={texts.price(readCurrency(draft.currency))} faults={faults}>
        {(control) => <input {...control} {...text('price')} inputMode="decimal" required />}
      </Field>
      <Field name="currency" label={texts.currency} hint={texts.currencyHint} faults={faults}>
        {(control) => <input {...control} {...text('currency')} list={codes} maxLength={3} autocapitalize="characters" required data-testid="currency" />}
      </Field>
      <datalist id={codes}>
        {offered.map((code) => (
          <option key={code} value={code} />
        ))}
      </datalist>
      <Field name="stock" label={texts.stock} hint={texts.stockHint} faults={faults}>
        {(control) => <input {...control} {...text('stock')} inputMode="numeric" />}
      </Field>
      <Field name="stage" label={t.stage} faults={faults}>
        {(control) => (
          <select {...control} class="field" value={draft.stage} onChange={({ currentTarget: { value } }) => set({ stage: value })}>
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
        <input type="checkbox" checked={draft.illustrative} onChange={({ currentTarget: { checked } }) => set({ illustrative: checked })} />
        {texts.illustrativeLabel}
      </label>
      <div class="setup-product-buttons">
        <button type="submit" class="button" disabled={busy} data-testid="save-product">
          {t.save}
        </button>
        <button type="button" class="button quiet" onClick={cancel}>
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
  if (readPrice(draft.price, readCurrency(draft.currency)) === null) faults.push({ field: 'price', fault: 'form', message: '' });
  if (readStock(draft.stock) === null) faults.push({ field: 'stock', fault: 'form', message: '' });
  return faults;
}
