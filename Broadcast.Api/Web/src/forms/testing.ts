/** A store as browsers have it, with room for so many characters. */
export function storeOf(room: number) {
  const values = new Map<string, string>();
  const methods = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => {
      const others = [...values].reduce((sum, [other, text]) => sum + (other === key ? 0 : text.length), 0);
      if (others + value.length > room) throw new Error('QuotaExceededError');
      values.set(key, value);
    },
    removeItem: (key: string) => void values.delete(key),
  };
  // Object.keys of a storage are the names of what it keeps.
  return new Proxy(methods, {
    ownKeys: () => [...values.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
}
