/** A value that can be watched; React reads it by useSyncExternalStore. */
export class Observable<T extends object> {
  private readonly watchers = new Set<() => void>();

  constructor(private value: T) {}

  readonly get = (): T => this.value;

  /** Change some fields; watchers are told unless all of them are the same already. */
  update(changes: Partial<T>): void {
    const keys = Object.keys(changes) as (keyof T)[];
    if (keys.every((key) => Object.is(this.value[key], changes[key]))) return;
    this.value = { ...this.value, ...changes };
    for (const watcher of this.watchers) watcher();
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
    };
  };
}
