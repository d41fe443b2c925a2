import type { Notice, NoticeBoard } from '../../main/desktop/notifications/notice';

/** A board that writes down what is on it. */
export class FakeNoticeBoard implements NoticeBoard {
  readonly everShown: Notice[] = [];
  readonly onScreen = new Map<string, Notice>();
  attended = false;
  waiting = 0;

  readonly show = (notice: Notice): void => {
    this.everShown.push(notice);
    this.onScreen.set(notice.key, notice);
  };
  readonly takeBack = (key: string): void => void this.onScreen.delete(key);
  readonly takeBackAll = (): void => this.onScreen.clear();
  readonly onWaitingCount = (count: number): void => {
    this.waiting = count;
  };
  readonly isAttended = (): boolean => this.attended;
}
