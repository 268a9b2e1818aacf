import { useEffect } from 'preact/hooks';
import type { Festival } from '../../api/festivals';
import { getWhole } from '../../api/setup';
import { usePolled } from '../../frame/usePolled';

/** A festival with what is retired; read again when it changes, while what was read before stays. Null until it is read. */
export function useWhole(festival: Festival | null, token: string): Festival | null {
  const { value, reload } = usePolled(festival && `whole ${festival.id}`, () => getWhole(festival!.id, token));
  const state = festival && `${festival.revision} ${festival.stages.map((stage) => stage.id).join()}`;
  useEffect(reload, [state]);
  return value;
}
