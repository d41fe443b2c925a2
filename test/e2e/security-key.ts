import type { CDPSession } from 'playwright-core';
import type { Application } from './application';

/** A security key, by Chromium's own virtual one: it asks nobody, and says that it verified its owner. */
export class SecurityKey {
  private id: string | null = null;
  private constructor(readonly debug: CDPSession) {}

  /** Plugged into this app. Its session has to stay: one that ends takes the key along. */
  static async pluggedInto(app: Pick<Application, 'page'>): Promise<SecurityKey> {
    const debug = await app.page.context().newCDPSession(app.page);
    await debug.send('WebAuthn.enable');
    const key = new SecurityKey(debug);
    await key.plugIn();
    return key;
  }

  /** The key is lost, and another one plugged in. */
  async replace(): Promise<void> {
    if (this.id !== null)
      await this.debug.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: this.id });
    await this.plugIn();
  }

  /** Whether its owner touches it and gives their PIN. */
  async answer(isVerified: boolean): Promise<void> {
    if (this.id === null) return;
    await this.debug.send('WebAuthn.setUserVerified', {
      authenticatorId: this.id,
      isUserVerified: isVerified,
    });
  }

  private async plugIn(): Promise<void> {
    const { authenticatorId } = await this.debug.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'usb',
        hasResidentKey: false,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    this.id = authenticatorId;
  }
}
