/** Keeps the newest entries and drops the oldest. */
export class Ring<T> {
  readonly #most: number;
  #entries: T[] = [];
  /** Index of the oldest entry, once the ring is full. */
  #first = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(entry: T): void {
    if (this.#entries.length < this.#most) {
      this.#entries.push(entry);
      return;
    }
    this.#entries[this.#first] = entry;
    this.#first = (this.#first + 1) % this.#most;
  }

  /** The oldest first. */
  entries(): T[] {
    return [...this.#entries.slice(this.#first), ...this.#entries.slice(0, this.#first)];
  }
}
