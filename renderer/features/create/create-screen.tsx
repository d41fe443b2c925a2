import { Check } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { leaveOrganization } from '../../stores/desktop-store';
import { stopCreating, useEntrance } from '../../stores/entrance-store';
import { Sentence } from '../../strings/sentence';
import { Button } from '../../ui/button';
import { useProblemText } from '../../ui/problem-text';
import { FactorStep } from '../enrolment/factor-step';
import { RecoveryStep } from '../enrolment/recovery-step';
import { AccessStep } from './access-step';
import { BusinessStep } from './business-step';
import { STEPS, type Step } from './creation-form';
import { LeaveDialog } from './leave-dialog';
import { OwnerStep } from './owner-step';
import { ReviewStep } from './review-step';
import { useCreation, type Creation } from './use-creation';

function StepIndicator({ step }: { step: Step }) {
  const { t } = useTranslation();
  const at = STEPS.indexOf(step);
  return (
    <ol className="stages six" aria-label={t('create.stepOf', { step: at + 1, count: STEPS.length })}>
      {STEPS.map((one, index) => (
        <li
          key={one}
          className={index < at ? 'was' : index === at ? 'now' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          {index < at ? <Check className="i i-xs" aria-hidden="true" /> : null}
          {t(`create.steps.${one}`)}
        </li>
      ))}
    </ol>
  );
}

function StepBody({ creation }: { creation: Creation }) {
  const { step, shown, confirmed } = creation;
  switch (step) {
    case 'business':
      return <BusinessStep creation={creation} />;
    case 'access':
      return <AccessStep creation={creation} />;
    case 'owner':
      return <OwnerStep creation={creation} />;
    case 'review':
      return <ReviewStep creation={creation} />;
    case 'authenticator':
      return shown ? (
        <FactorStep begun={shown} onConfirmed={creation.confirm} onBeginAgain={creation.beginAgain} />
      ) : null;
    case 'recovery':
      return confirmed ? <RecoveryStep confirmed={confirmed} isOwner /> : null;
  }
}

function Lead({ creation }: { creation: Creation }) {
  const { t } = useTranslation();
  const { step, shown } = creation;
  const said = step === 'authenticator' && shown?.totp === null ? 'passkey' : step;
  const { name, owner } = creation.form.getValues();
  return (
    <>
      <h2 className="say" tabIndex={-1}>
        <Sentence
          text={t(`create.lead.${said}`)}
          parts={{ name: <b>{name}</b>, owner: <b>{owner.displayName}</b> }}
        />
      </h2>
      <p className="mid lead-text">{t(`create.text.${said}`)}</p>
    </>
  );
}

/** Puts the focus where the step begins: on the field with a fault, else its first field, else its sentence. */
function useStepFocus(creation: Creation) {
  const { step, faultAt, form } = creation;
  const bodyRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (faultAt !== null) return form.setFocus(faultAt);
    const isRead = step === 'review' || step === 'recovery';
    const first = bodyRef.current?.querySelector<HTMLElement>(isRead ? 'h2' : 'input:not([disabled])');
    first?.focus();
    return undefined;
    // Only when the step changes: the focus is the person’s from then on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [step, faultAt]);
  return bodyRef;
}

/** From nothing to an organization on this computer, on one calm sheet. Nothing exists before its last step. */
export function CreateScreen() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const creation = useCreation();
  const [isLeaving, setLeaving] = useState(false);
  const { step, problem, isWorking } = creation;
  const at = STEPS.indexOf(step);
  const hasBegun = step === 'authenticator' || step === 'recovery';
  const bodyRef = useStepFocus(creation);

  const leave = () => {
    stopCreating();
    // What was begun behind it is thrown away.
    void leaveOrganization().catch(() => undefined);
  };
  const isOnServer = useEntrance((state) => state.server !== null);
  const askToLeave = () => (creation.isDirty ? setLeaving(true) : leave());
  const goBack = () => creation.goTo(STEPS[at - 1] ?? step);
  const goOn = () => void (step === 'review' ? creation.create() : creation.next());

  const content = (
    <>
      <div className="wizard-body" ref={bodyRef}>
        <Lead creation={creation} />
        <StepBody creation={creation} />
      </div>
      <footer className="wizard-foot">
        {at === 0 || hasBegun ? (
          <Button isLarge onPress={askToLeave}>
            {t('create.leave')}
          </Button>
        ) : (
          <Button isLarge onPress={goBack} isDisabled={isWorking}>
            {t('action.back')}
          </Button>
        )}
        <p className="grow small t-bad" role="alert">
          {problem ? t('create.failed', { why: textOf(problem) }) : ''}
        </p>
        {hasBegun ? null : (
          <Button kind="primary" isLarge type="submit" isPending={isWorking}>
            {step !== 'review' ? t('create.next') : isWorking ? t('create.submitting') : t('create.submit')}
          </Button>
        )}
      </footer>
    </>
  );
  return (
    <main
      className="stagebox wizard-stage"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented && !isLeaving) askToLeave();
      }}
    >
      <div className="drag-strip" />
      <section className="wizard" aria-label={t('create.title')}>
        <header className="wizard-head">
          <h1>{t('create.title')}</h1>
          <StepIndicator step={step} />
        </header>
        {hasBegun ? (
          <div className="wizard-form">{content}</div>
        ) : (
          <form
            noValidate
            className="wizard-form"
            onSubmit={(event) => {
              event.preventDefault();
              goOn();
            }}
          >
            {content}
          </form>
        )}
      </section>
      {isLeaving ? (
        <LeaveDialog isStranding={isOnServer && hasBegun} onStay={() => setLeaving(false)} onLeave={leave} />
      ) : null}
    </main>
  );
}
