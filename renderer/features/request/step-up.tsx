import { KeyRound, ShieldCheck } from 'lucide-react';
import { useEffect, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/bridge';
import { SECOND } from '../../format/time';
import { useDesktop } from '../../stores/desktop-store';
import { Button } from '../../ui/button';
import { CodeField } from '../../ui/code-field';

/** Milliseconds that the last second factor still counts, counted down by the second; 0 when a new one is needed. */
export function useStepUpLeft(stepUpUntil: string): number {
  const until = Date.parse(stepUpUntil);
  const [now, setNow] = useState(() => Date.now());
  const isFresh = until > now;
  useEffect(() => {
    setNow(Date.now());
    if (until <= Date.now()) return undefined;
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, [until, isFresh]);
  return Math.max(0, until - now);
}

export function FreshStepUp({ left }: { left: number }) {
  const { t } = useTranslation();
  const seconds = Math.ceil(left / SECOND);
  const minutes = Math.floor(seconds / 60);
  const span =
    minutes > 0
      ? t('request.decide.minutesSeconds', { minutes, seconds: seconds % 60 })
      : t('request.decide.seconds', { seconds });
  return (
    <>
      <ShieldCheck className="i t-ok" />
      <span className="small mid nowrap num">{t('request.decide.confirmed', { span })}</span>
    </>
  );
}

/** The sample person’s authenticator: fills in the code it would show; waits for the next one if this one is used up. */
function SampleCodeButton({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation();
  const [pending, setPending] = useState<{ code: string; seconds: number } | null>(null);
  const [isAsking, setAsking] = useState(false);

  useEffect(() => {
    if (!pending) return undefined;
    const timer = setTimeout(() => {
      if (pending.seconds > 1) setPending({ ...pending, seconds: pending.seconds - 1 });
      else {
        setPending(null);
        onCode(pending.code);
      }
    }, SECOND);
    return () => clearTimeout(timer);
  }, [pending, onCode]);

  const ask = async () => {
    setAsking(true);
    try {
      const { totp, readyInSeconds } = await call('desktop.sampleCode', {});
      if (readyInSeconds > 0) setPending({ code: totp, seconds: readyInSeconds });
      else onCode(totp);
    } catch {
      // The field stays empty: the code can still be typed.
    } finally {
      setAsking(false);
    }
  };

  return (
    <Button kind="ghost" icon={KeyRound} isPending={isAsking || pending !== null} onPress={() => void ask()}>
      {pending
        ? t('request.decide.sampleCodeWait', { count: pending.seconds })
        : t('request.decide.sampleCode')}
    </Button>
  );
}

interface StepUpFieldProps {
  code: string;
  onCode: (code: string) => void;
  onComplete: () => void;
  isDisabled?: boolean;
  isInvalid?: boolean;
  ref?: Ref<HTMLInputElement>;
  id?: string;
}

/** Where the second factor is given: six cells, and in the sample a button that fills them. */
export function StepUpField({ code, onCode, onComplete, isDisabled, isInvalid, ref, id }: StepUpFieldProps) {
  const { t } = useTranslation();
  const isSample = useDesktop((state) => state.desktop?.profile?.kind === 'sample');
  return (
    <>
      <ShieldCheck className="i t-accent" />
      {isSample ? null : <span className="small mid nowrap hide-narrow">{t('request.decide.confirm')}</span>}
      <CodeField
        id={id}
        ref={ref}
        value={code}
        onChange={onCode}
        label={t('code.label')}
        isDisabled={isDisabled}
        error={isInvalid ? '' : undefined}
        onComplete={onComplete}
      />
      {isSample ? <SampleCodeButton onCode={onCode} /> : null}
    </>
  );
}
