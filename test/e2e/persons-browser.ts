import type { Page } from 'playwright-core';
import type { Application } from './application';
import { SecurityKey } from './security-key';

/** What main is given in place of the system's browser. */
interface InMain {
  askedFor: string[];
  browserOfThePerson: Electron.BrowserWindow;
}

/**
 * The browser that a person has beside the app, with a security key of theirs: a window of its own with nothing of the app in
 * it. What the app hands to the system's browser is written down and opened here when the person turns to it.
 */
export class PersonsBrowser {
  private constructor(
    private readonly app: Application,
    private readonly page: Page,
  ) {}

  static async beside(app: Application): Promise<PersonsBrowser> {
    const opened = app.electron.waitForEvent('window');
    await app.electron.evaluate(({ BrowserWindow, shell }) => {
      const own = globalThis as never as InMain;
      own.askedFor = [];
      shell.openExternal = async (url) => void own.askedFor.push(url);
      own.browserOfThePerson = new BrowserWindow({ webPreferences: { partition: 'the person’s browser' } });
      void own.browserOfThePerson.loadURL('about:blank');
    });
    const page = await opened;
    await SecurityKey.pluggedInto({ page });
    return new PersonsBrowser(app, page);
  }

  /** How often the app has sent the person here. */
  async timesAsked(): Promise<number> {
    return (await this.asked()).length;
  }

  /**
   * The person turns to the page that the app asked for last, and uses their key.
   * @returns the link that leads back to the app
   */
  async useThePasskey(): Promise<string> {
    const url = (await this.asked()).at(-1);
    if (url === undefined) throw new Error('nothing was opened in the browser');
    // Without the page in between, another fragment of the same address would be no new page.
    await this.app.electron.evaluate(async (_electron, address) => {
      const { browserOfThePerson } = globalThis as never as InMain;
      await browserOfThePerson.loadURL('about:blank');
      await browserOfThePerson.loadURL(address);
    }, url);
    await this.page.locator('#go').click();
    const back = this.page.locator('#back');
    await back.waitFor();
    return (await back.getAttribute('href')) ?? '';
  }

  private asked(): Promise<string[]> {
    return this.app.electron.evaluate(() => (globalThis as never as InMain).askedFor);
  }
}
