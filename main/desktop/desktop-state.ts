import type { DesktopState } from '../../shared/contract/desktop-calls';

/** What the page knows of the desktop, in one value; every change is told as a whole. */
export class DesktopStateStore {
  constructor(
    private state: DesktopState,
    private readonly onChange: (state: DesktopState) => void,
  ) {}

  get current(): DesktopState {
    return this.state;
  }

  change(patch: Partial<DesktopState>): void {
    this.state = { ...this.state, ...patch };
    this.onChange(this.state);
  }
}
