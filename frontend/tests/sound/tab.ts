/**
 * Browser tabs as a listener has them. Playwright keeps every page of its own contexts focused and awake, also one behind
 * another tab; so these are opened in the browser's default context, which Playwright leaves alone, and driven
 * over its browser session.
 */
import { setTimeout as later } from "node:timers/promises";
import { chromium, type Browser, type CDPSession } from "playwright-core";

interface Answer {
  id?: number;
  result?: {
    result: { value?: unknown };
    exceptionDetails?: { exception?: { description?: string } };
  };
  error?: { message: string };
}

export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    ignoreDefaultArgs: [
      "--disable-background-timer-throttling",
      "--disable-backgrounding-occluded-windows",
      "--disable-renderer-backgrounding",
    ],
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--autoplay-policy=no-user-gesture-required",
    ],
  });
}

export class Tab {
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private count = 0;
  private closed = false;
  private readonly browser: CDPSession;
  private readonly targetId: string;
  private readonly sessionId: string;

  private constructor(browser: CDPSession, targetId: string, sessionId: string) {
    this.browser = browser;
    this.targetId = targetId;
    this.sessionId = sessionId;
    browser.on("Target.receivedMessageFromTarget", (event) => {
      if (event.sessionId !== sessionId) return;
      const answer = JSON.parse(event.message) as Answer;
      if (answer.id !== undefined) this.waiting.get(answer.id)?.(answer);
    });
  }

  static async open(browser: Browser, url: string): Promise<Tab> {
    const session = await browser.newBrowserCDPSession();
    // While its last window still closes, the browser refuses to open a tab.
    const create = () => session.send("Target.createTarget", { url });
    const { targetId } = await create().catch(() => later(1000).then(create));
    const { sessionId } = await session.send("Target.attachToTarget", { targetId, flatten: false });
    const tab = new Tab(session, targetId, sessionId);
    for (let tries = 0; tries < 200; tries += 1) {
      if (await tab.run(() => "sound" in window).catch(() => false)) return tab;
      await later(50);
    }
    throw new Error(`${url} did not start`);
  }

  /** Runs a function in the page and gives what it resolves to; argument and result travel as JSON. */
  async run<Argument, Result>(
    work: (argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result> {
    this.count += 1;
    const id = this.count;
    const answered = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    const expression = `(${work.toString()})(${argument === undefined ? "" : JSON.stringify(argument)})`;
    const params = { expression, awaitPromise: true, returnByValue: true };
    await this.browser.send("Target.sendMessageToTarget", {
      sessionId: this.sessionId,
      message: JSON.stringify({ id, method: "Runtime.evaluate", params }),
    });
    const { result, error } = await answered;
    this.waiting.delete(id);
    if (error) throw new Error(error.message);
    const thrown = result?.exceptionDetails;
    if (thrown) throw new Error(thrown.exception?.description ?? "the page threw");
    return result?.result.value as Result;
  }

  /** Puts another tab before this one; fails if the page does not notice. */
  async hide(): Promise<void> {
    const { targetId } = await this.browser.send("Target.createTarget", { url: "about:blank" });
    await this.browser.send("Target.activateTarget", { targetId });
    for (let tries = 0; tries < 50; tries += 1) {
      if (await this.run(() => document.hidden)) return;
      await later(20);
    }
    throw new Error("the page could not be put into the background");
  }

  /** Once; a second time does nothing. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.browser.send("Target.closeTarget", { targetId: this.targetId });
    await this.browser.detach();
  }
}
