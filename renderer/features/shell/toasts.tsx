import { Bell, CircleCheck, OctagonX, Timer, X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { minutesAndSeconds, SECOND } from '../../format/time';
import { staySignedIn, useDesktop } from '../../stores/desktop-store';
import { dismiss, useToasts, type ToastMessage } from '../../stores/toast-store';
import { announce } from '../../ui/announcer';
import { Button, IconButton } from '../../ui/button';

/** Counts down to the idle sign-out, and offers to stay. Main enforces it; this only shows it. */
function IdleToast({ deadline }: { deadline: number }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(() => Date.now());
  const [isWorking, setWorking] = useState(false);
  const left = Math.max(0, (deadline - now) / SECOND);

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    const seconds = Math.max(0, Math.round((deadline - Date.now()) / SECOND));
    announce(t('idle.announce', { count: seconds }));
    // Once, when the countdown begins: a reader that says every second helps nobody.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const stay = () => {
    setWorking(true);
    staySignedIn()
      .catch(() => undefined)
      .finally(() => setWorking(false));
  };
  return (
    <div className="toast" role="group" aria-label={t('idle.stay')}>
      <Timer className="i t-risk" />
      <p className="num">
        {t('idle.title', { time: minutesAndSeconds(left) })}
        <small>{t('idle.text')}</small>
      </p>
      <Button isPending={isWorking} onPress={stay}>
        {t('idle.stay')}
      </Button>
    </div>
  );
}

const ICON: Record<ToastMessage['kind'], ReactNode> = {
  done: <CircleCheck className="i t-ok" />,
  bad: <OctagonX className="i t-bad" />,
  notice: <Bell className="i t-accent" />,
};

function ToastActions({ toast }: { toast: ToastMessage }) {
  const { t } = useTranslation();
  const { action, notice } = toast;
  const then = (run: () => void) => () => {
    dismiss(toast.id);
    run();
  };
  if (notice) {
    return (
      <>
        <Button kind="ghost" onPress={then(notice.open)}>
          {t('shell.review')}
        </Button>
        <IconButton icon={X} isSmall label={t('action.dismiss')} onPress={() => dismiss(toast.id)} />
      </>
    );
  }
  return action ? (
    <Button kind="ghost" onPress={then(action.run)}>
      {action.label}
    </Button>
  ) : null;
}

/** Messages that the screen doesn’t show by itself, in the lower corner. They are read out where they are made. */
export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts((state) => state.toasts);
  const idleDeadline = useDesktop((state) => state.idleDeadline);
  return (
    <div
      className="toasts"
      role="region"
      aria-label={t('shell.messages')}
      // Answering it is no press beside an open dialog, and a dialog doesn’t hide it from readers.
      data-react-aria-top-layer="true"
    >
      {toasts.map((toast) => (
        <div className="toast" key={toast.id}>
          {ICON[toast.kind]}
          <p>
            {toast.title}
            {toast.text === null ? null : <small>{toast.text}</small>}
          </p>
          <ToastActions toast={toast} />
        </div>
      ))}
      {idleDeadline === null ? null : <IdleToast deadline={idleDeadline} />}
    </div>
  );
}
