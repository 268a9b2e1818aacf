import { useEffect, useRef, useState } from 'preact/hooks';
import { addPicture, orderPictures, removePicture, type WholeProduct } from '../../../api/products';
import { moved } from '../../../forms/arranged';
import { SureButton } from '../../../forms/SureButton';
import { toastError } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';

interface Upload {
  name: string;
  /** Of the browser's own. */
  preview: string;
  /** 0 to 1; at 1 the server makes its sizes. */
  part: number;
}

/** The uploaded pictures of a product; the first is the one on its card. */
export function ProductPictures({ product, token, reload }: { product: WholeProduct; token: string; reload: () => void }) {
  const { t, named } = useText();
  const texts = t.setupProducts;
  const [uploads, setUploads] = useState<Upload[]>([]);
  const group = useRef<HTMLFieldSetElement>(null);
  const alive = useRef(true);
  useEffect(() => () => void (alive.current = false), []);

  const add = async (files: readonly File[]) => {
    // One after the other: the server decodes one at a time, and their order is the one in which they were chosen.
    for (const file of files) {
      const preview = URL.createObjectURL(file);
      setUploads((now) => [...now, { name: file.name, preview, part: 0 }]);
      try {
        await addPicture(product.id, file, token, (part) => setUploads((now) => now.map((one) => (one.preview === preview ? { ...one, part } : one))));
      } catch (error) {
        toastError(error);
      } finally {
        URL.revokeObjectURL(preview);
        setUploads((now) => now.filter((one) => one.preview !== preview));
      }
      if (!alive.current) return;
      reload();
    }
  };
  const change = (call: Promise<unknown>) =>
    void call.then(
      () => {
        group.current?.focus();
        reload();
      },
      (error: unknown) => {
        toastError(error);
        reload();
      },
    );
  const toFront = (i: number) => change(orderPictures(product.id, moved(product.uploads, i, 0).map((upload) => upload.id), token));
  return (
    <fieldset ref={group} class="setup-pictures" tabIndex={-1} data-testid="product-pictures">
      <legend>{texts.pictures}</legend>
      <ul>
        {product.uploads.map((upload, i) => (
          <li key={upload.id}>
            <img src={upload.small} alt={texts.pictureOf(named(product), i + 1)} />
            {i > 0 && (
              <button type="button" class="button quiet" onClick={() => toFront(i)} aria-label={`${texts.first}: ${texts.pictureOf(named(product), i + 1)}`}>
                {texts.first}
              </button>
            )}
            <SureButton label={t.remove} sure={texts.removeSure} about={`${t.remove}: ${texts.pictureOf(named(product), i + 1)}`} act={() => change(removePicture(product.id, upload.id, token))} />
          </li>
        ))}
        {uploads.map((upload) => (
          <li key={upload.preview} aria-busy="true">
            <img src={upload.preview} alt={upload.name} />
            <progress value={upload.part < 1 ? upload.part : undefined} max={1} aria-label={texts.uploading(upload.name)} />
          </li>
        ))}
      </ul>
      <label class="button quiet setup-pictures-add">
        {texts.addPictures}
        <input
          type="file"
          class="visually-hidden"
          accept="image/jpeg,image/png,image/webp"
          multiple
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            void add(files);
          }}
          data-testid="add-pictures"
        />
      </label>
      <p class="form-hint">{texts.picturesHint}</p>
    </fieldset>
  );
}
