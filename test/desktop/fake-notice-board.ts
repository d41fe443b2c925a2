import type { Notice, NoticeBoard } from '../../main/desktop/notifications/notice';

/** A board that writes down what is on it. */
export class FakeNoticeBoard implements NoticeBoard {
  readonly everShown: Notice[] = [];
  readonly reworded: Notice[] = [];
  readonly onScreen = new Map<string, Notice>();
  readonly inPage = new Map<string, Notice>();
  inFront = false;
  waiting = 0;

  readonly show = (notice: Notice): void => {
    this.everShown.push(notice);
    this.inPage.delete(notice.key);
    this.onScreen.set(notice.key, notice);
  };
  readonly reword = (notice: Notice): void => {
    this.reworded.push(notice);
    if (this.onScreen.has(notice.key)) this.onScreen.set(notice.key, notice);
    if (this.inPage.has(notice.key)) this.inPage.set(notice.key, notice);
  };
  readonly showInPage = (notice: Notice): void => {
    this.onScreen.delete(notice.key);
    this.inPage.set(notice.key, notice);
  };
  readonly takeBack = (key: string): void => {
    this.onScreen.delete(key);
    this.inPage.delete(key);
  };
  readonly takeBackAll = (): void => {
    this.onScreen.clear();
    this.inPage.clear();
  };
  readonly onWaitingCount = (count: number): void => {
    this.waiting = count;
  };
  readonly isInFront = (): boolean => this.inFront;
}
