import {
  EVENT_CHANNEL,
  pageEvents,
  type PageEventName,
  type PageEventPayload,
} from '../../shared/contract/bridge';

/** Where events go: the page, if one is there and it is ours. */
export type SendToPage = (channel: string, name: string, payload: unknown) => void;

/** Tells the page of an event after checking it against the contract; what doesn't match is logged, not sent. */
export class PageEvents {
  constructor(
    private readonly send: SendToPage,
    private readonly logBug: (name: string, error: unknown) => void,
  ) {}

  emit<N extends PageEventName>(name: N, payload: PageEventPayload<N>): void {
    try {
      this.send(EVENT_CHANNEL, name, pageEvents[name].parse(payload));
    } catch (error) {
      this.logBug(name, error);
    }
  }
}
