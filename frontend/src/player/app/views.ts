/** What is open beside the bar. */
import type { PlayerState, PlayerStore } from "./state.ts";

export class Views {
  constructor(private readonly state: PlayerStore) {
    // Pages are replaced under Turbo: open views give way to them.
    document.addEventListener("turbo:visit", () => {
      this.state.update({ full: false, queueOpen: false });
    });
  }

  toggleQueue = (): void => {
    this.state.update({ queueOpen: !this.state.get().queueOpen });
  };

  toggleHelp = (): void => {
    this.state.update({ helpOpen: !this.state.get().helpOpen });
  };

  openFull = (): void => {
    this.state.update({ full: true, queueOpen: false });
  };

  closeFull = (): void => {
    this.state.update({ full: false });
  };

  toggleFull = (): void => {
    this.state.update({ full: !this.state.get().full });
  };

  showSide(side: PlayerState["side"]): void {
    this.state.update({ side });
  }
}
