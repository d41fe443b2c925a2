import { Fingerprint, KeyRound, ShieldCheck } from 'lucide-react';
import { useEffect, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { call, problemOf } from '../../api/bridge';
import { signWithPasskey } from '../../api/passkeys';
import { SECOND } from '../../format/time';
import { receiveSession, useDesktop } from '../../stores/desktop-store';
import { loadFactors, useFactors, useOwnMethods } from '../../stores/factors-store';
import { Button } from '../../ui/button';
import { CodeField } from '../../ui/code-field';
import { useProblemText } from '../../ui/problem-text';
import { PasskeyWaiting } from '../security/passkey-waiting';
import { usePasskeyCeremony } from '../security/use-passkey-ceremony';

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
  const rest = seconds % 60;
  const span =
    minutes === 0
      ? t('request.decide.seconds', { seconds })
      : rest === 0
        ? t('request.decide.minutes', { minutes })
        : t('request.decide.minutesSeconds', { minutes, seconds: rest });
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

/** Passes a second factor with a passkey, over nothing but being there; it then counts for five minutes. */
function PasskeyButton({ isDisabled }: { isDisabled: boolean }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { isWaiting, during } = usePasskeyCeremony();
  const [message, setMessage] = useState<string | null>(null);
  const confirm = async () => {
    setMessage(null);
    try {
      const asked = await call('session.stepUpOptions', {});
      const passkey = await during(() => signWithPasskey(asked));
      receiveSession(await call('session.stepUp', { passkey }));
    } catch (error) {
      setMessage(textOf(problemOf(error)));
    }
  };
  if (isWaiting) return <PasskeyWaiting />;
  return (
    <>
      <Button icon={Fingerprint} isDisabled={isDisabled} onPress={() => void confirm()}>
        {t('security.passkey.short')}
      </Button>
      {message === null ? null : (
        <span className="small t-bad" role="alert">
          {message}
        </span>
      )}
    </>
  );
}

/** That the passkey signs by itself; where a code can be given too there is less room, and in the sample least of all. */
function PasskeyWords({ text, isShort, isAlone }: { text: string; isShort: boolean; isAlone: boolean }) {
  const { t } = useTranslation();
  if (isAlone) return <span className="small mid nowrap">{text}</span>;
  return (
    <>
      <span className="sr">{text}</span>
      <span className="small mid nowrap hide-narrow" aria-hidden="true">
        {isShort ? t('signIn.or') : text}
      </span>
    </>
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
  /** Stands where the passkey's own button would, for a decision, which the passkey signs itself. */
  forPasskey?: string;
}

/** Where the second factor is given: six cells, a passkey for who has one, and in the sample a button that fills the cells. */
export function StepUpField({
  code,
  onCode,
  onComplete,
  isDisabled = false,
  isInvalid = false,
  ref,
  id,
  forPasskey,
}: StepUpFieldProps) {
  const { t } = useTranslation();
  const isKnown = useFactors((state) => state.factors !== null);
  const methods = useOwnMethods();
  useEffect(() => {
    if (!isKnown) void loadFactors();
  }, [isKnown]);
  const isSample = useDesktop((state) => state.desktop?.profile?.kind === 'sample');
  return (
    <>
      {methods.passkey && forPasskey !== undefined ? (
        <Fingerprint className="i t-accent" />
      ) : (
        <ShieldCheck className="i t-accent" />
      )}
      {methods.passkey && forPasskey !== undefined ? (
        <PasskeyWords text={forPasskey} isShort={isSample} isAlone={!methods.code} />
      ) : isSample ? null : (
        <span className="small mid nowrap hide-narrow">{t('request.decide.confirm')}</span>
      )}
      {methods.code ? (
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
      ) : null}
      {isSample && methods.code ? <SampleCodeButton onCode={onCode} /> : null}
      {methods.passkey && forPasskey === undefined ? <PasskeyButton isDisabled={isDisabled} /> : null}
    </>
  );
}
