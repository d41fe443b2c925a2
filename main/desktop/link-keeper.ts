import type { AcceptLink } from '../../shared/contract/desktop-settings';
import type { RequestId } from '../../shared/contract/primitives';
import type { DeepLink, PasskeyLink } from './deep-links';

export interface LinkKeeperParts {
  isSignedIn(): boolean;
  openRequest(id: RequestId): void;
  /** The welcome screen takes it from there. */
  offerInvitation(link: AcceptLink): void;
  /** A browser made what this desktop asked it for. */
  passkeyReturned(link: PasskeyLink): void;
}

/** Does what links and notifications ask for; a request that comes while nobody is signed in is kept until then. */
export class LinkKeeper {
  private kept: RequestId | null = null;

  constructor(private readonly parts: LinkKeeperParts) {}

  open(link: DeepLink): void {
    if (link.kind === 'passkey') {
      const { id, receipt } = link;
      this.parts.passkeyReturned({ id, receipt });
    } else if (link.kind === 'accept') {
      const { server, code } = link;
      this.parts.offerInvitation({ server, code });
    } else if (this.parts.isSignedIn()) {
      this.parts.openRequest(link.id);
    } else {
      this.kept = link.id;
    }
  }

  /** Somebody is signed in now. Whether they may see the request is the engine's to judge. */
  signedIn(): void {
    const { kept } = this;
    this.kept = null;
    if (kept !== null) this.parts.openRequest(kept);
  }

  /** The organization was left, and its requests with it. */
  forget(): void {
    this.kept = null;
  }
}
