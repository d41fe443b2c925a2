import { EngineServer } from '../../main/backend/local/engine-server';
import type { EngineLine, FromEngine, ToEngine } from '../../main/backend/local/engine-protocol';

/** A real engine over a real database, at the other end of a line inside this process. */
export class EngineInProcess implements EngineLine {
  private hear: (message: FromEngine) => void = () => undefined;
  private serve: (message: ToEngine) => void = () => undefined;
  private tellStopped: (because: string) => void = () => undefined;
  private gone = false;

  constructor() {
    new EngineServer(
      {
        send: (message) => {
          const copy = structuredClone(message);
          setImmediate(() => {
            if (!this.gone) this.hear(copy);
          });
        },
        onMessage: (listener) => (this.serve = listener),
      },
      () => undefined,
    );
  }

  send(message: ToEngine): void {
    const copy = structuredClone(message);
    setImmediate(() => {
      if (!this.gone) this.serve(copy);
    });
  }
  onMessage(listener: (message: FromEngine) => void): void {
    this.hear = listener;
  }
  onStopped(listener: (because: string) => void): void {
    this.tellStopped = listener;
  }
  async stop(): Promise<void> {
    this.gone = true;
    this.tellStopped('told to');
  }
}
