import { Copy, OctagonX, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditVerification } from '../../../shared/contract/audit';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useProblemText } from '../../ui/problem-text';
import { TextField } from '../../ui/text-field';
import { CopyButton } from '../request/copy-button';
import { useVerification, type VerificationState } from './use-verification';

const HEAD = /^\d{1,15}:[0-9a-f]{64}$/;
const FAULTS_SHOWN = 20;
const figures = new Intl.NumberFormat('en');

function Sound({ found, remembered }: { found: AuditVerification; remembered: boolean }) {
  const { t } = useTranslation();
  const head = `${String(found.entries)}:${found.head}`;
  return (
    <div role="status">
      <p className="verdict good">
        <ShieldCheck className="i i-lg" aria-hidden="true" />
        <b>{t('audit.verify.sound')}</b>
      </p>
      <p className="mid">
        {t('audit.verify.soundText')} {t('audit.verify.entries', { count: found.entries })}{' '}
        {t('audit.verify.judged', { count: found.judged })}
      </p>
      {found.notJudged === 0 ? null : (
        <p className="mid">{t('audit.verify.notJudged', { count: found.notJudged })}</p>
      )}
      {remembered ? <p className="mid">{t('audit.verify.remembered')}</p> : null}
      <div className="head-now">
        <span className="label">{t('audit.verify.headNow')}</span>
        <div className="head-line">
          <code className="mono sel">{head}</code>
          <CopyButton icon={Copy} label={t('audit.verify.copy')} text={head} />
        </div>
        <p className="help">{t('audit.verify.keep')}</p>
      </div>
    </div>
  );
}

function Faulty({ found }: { found: AuditVerification }) {
  const { t } = useTranslation();
  const shown = found.faults.slice(0, FAULTS_SHOWN);
  const more = found.faultCount - shown.length;
  return (
    <div role="alert">
      <p className="verdict bad">
        <OctagonX className="i i-lg" aria-hidden="true" />
        <b>{t('audit.verify.faulty', { count: found.faultCount })}</b>
      </p>
      <p className="mid">{t('audit.verify.faultyText')}</p>
      <ol className="faults sel">
        {shown.map(({ seq, what }, index) => (
          <li key={index}>
            <b className="num">{t('audit.verify.fault', { seq })}</b>
            <span>{what}</span>
          </li>
        ))}
      </ol>
      {more > 0 ? <p className="dim">{t('audit.verify.more', { count: more })}</p> : null}
      <p className="mid">
        {t('audit.verify.entries', { count: found.entries })}{' '}
        {t('audit.verify.judgedSome', { count: found.judged })}
      </p>
    </div>
  );
}

function Body({ state }: { state: VerificationState }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  switch (state.is) {
    case 'idle':
      return <p className="mid">{t('audit.verify.text')}</p>;
    case 'running':
      return (
        <>
          <progress
            className="progress"
            aria-label={t('audit.verify.running')}
            max={Math.max(1, state.total)}
            value={state.entries}
          />
          <p className="help num">
            {t('audit.verify.progress', {
              entries: figures.format(state.entries),
              total: figures.format(state.total),
            })}
          </p>
        </>
      );
    case 'stopped':
      return (
        <p className="mid" role="status">
          {t('audit.verify.stopped')}
        </p>
      );
    case 'failed':
      return (
        <p className="t-bad" role="alert">
          {t('audit.verify.failed', { why: textOf(state.problem) })}
        </p>
      );
    case 'done':
      return state.found.ok ? (
        <Sound found={state.found} remembered={state.remembered} />
      ) : (
        <Faulty found={state.found} />
      );
  }
}

/** Verifies the ledger in the engine: with progress, to be stopped at any time, and with a result that can be kept. */
export function VerifyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { state, begin, stop } = useVerification();
  const [head, setHead] = useState('');
  const [isFaulty, setFaulty] = useState(false);
  const isRunning = state.is === 'running';
  const start = (): void => {
    const kept = head.trim();
    const isSound = kept === '' || HEAD.test(kept);
    setFaulty(!isSound);
    if (isSound) begin(kept === '' ? null : kept);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('audit.verify.title')}
      footer={
        <>
          <span className="grow" />
          <Button isLarge onPress={onClose}>
            {t('audit.verify.close')}
          </Button>
          {isRunning ? (
            <Button isLarge onPress={stop}>
              {t('audit.verify.stop')}
            </Button>
          ) : (
            <Button kind="primary" isLarge onPress={start}>
              {t(state.is === 'idle' ? 'audit.verify.start' : 'audit.verify.again')}
            </Button>
          )}
        </>
      }
    >
      <div className="verification">
        <Body state={state} />
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isRunning) start();
        }}
      >
        <TextField
          label={t('audit.verify.head')}
          help={t('audit.verify.headHelp')}
          error={isFaulty ? t('audit.verify.headFault') : undefined}
          isMono
          disabled={isRunning}
          value={head}
          onChange={(event) => setHead(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
