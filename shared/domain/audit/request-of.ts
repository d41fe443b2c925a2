/** The request an entry is about, where it is about one. `payload` is the event without its type, or an audit note’s. */
export function requestOf(payload: unknown): string | null {
  const { request, requestId, posting } = (payload ?? {}) as {
    request?: { id?: unknown };
    requestId?: unknown;
    posting?: { requestId?: unknown };
  };
  const id = requestId ?? request?.id ?? posting?.requestId;
  return typeof id === 'string' ? id : null;
}
