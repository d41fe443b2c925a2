import { app } from 'electron';

/** Command lines that were given to this instance: its own, and those of later starts that it took over. */
export class Launches {
  private early: (readonly string[])[] = [process.argv.slice(1)];
  private listener: ((argv: readonly string[]) => void) | null = null;

  constructor() {
    app.on('second-instance', (_event, argv) => this.add(argv));
    // macOS gives links to the running app, and to one that is just starting before it is ready.
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.add([url]);
    });
  }

  /** Hears those that came before, too. */
  listen(listener: (argv: readonly string[]) => void): void {
    this.listener = listener;
    for (const argv of this.early.splice(0)) listener(argv);
  }

  private add(argv: readonly string[]): void {
    if (this.listener === null) this.early.push(argv);
    else this.listener(argv);
  }
}
