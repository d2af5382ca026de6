/** Turbo carries no types; these are the parts that are used here (https://turbo.hotwired.dev/reference/drive). */
declare module "@hotwired/turbo" {
  export function visit(
    location: string | URL,
    options?: { action?: "advance" | "replace" | "restore" },
  ): void;
  /** Makes one part of the page like another, and leaves each element in its place for which the callback says no. */
  export function morphElements(
    current: Element,
    next: Element,
    options: { callbacks: { beforeNodeMorphed: (current: Node, next: Node) => boolean } },
  ): void;
}
