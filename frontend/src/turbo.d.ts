/** Turbo carries no types; these are the parts that are used here (https://turbo.hotwired.dev/reference/drive). */
declare module "@hotwired/turbo" {
  export function visit(
    location: string | URL,
    options?: { action?: "advance" | "replace" | "restore" },
  ): void;
}
