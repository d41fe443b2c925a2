/** Signs that look alike and mean nothing: escaping would show as such on services without markup. */
const HARMLESS: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '&': '＆' };

/**
 * Names are what people typed, and Linux's services read `<b>`, `<a href>` and `<img src>` in a notification
 * (https://specifications.freedesktop.org/notification-spec/latest/markup.html).
 */
export function withoutMarkup<T extends { title: string; body: string }>(notice: T): T {
  return { ...notice, title: plain(notice.title), body: plain(notice.body) };
}

function plain(text: string): string {
  return text.replace(/[<>&]/g, (sign) => HARMLESS[sign] ?? '');
}
