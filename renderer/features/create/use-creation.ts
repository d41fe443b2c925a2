import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { BegunEnrolment } from '../../../shared/contract/desktop-calls';
import { plainText } from '../../../shared/contract/primitives';
import { call, problemOf } from '../../api/bridge';
import { useEntrance } from '../../stores/entrance-store';
import { sentenceOf } from '../../ui/field-faults';
import { useOneCall } from '../../ui/use-one-call';
import { useKeychain } from './use-keychain';
import type { Confirmed } from '../enrolment/authenticator-step';
import {
  creationInput,
  emptyCreation,
  FIELDS,
  placeOf,
  STEPS,
  type CreationForm,
  type CreationPath,
  type Step,
} from './creation-form';

/** Judges a line of text: true, or what is wrong with it. */
type TextRule = (value: string) => true | string;

/** The wizard: its form, which step it stands on, and what the trusted side has answered so far. */
export function useCreation() {
  const form = useForm<CreationForm>({ defaultValues: emptyCreation });
  const [step, setStep] = useState<Step>('business');
  const [faultAt, setFaultAt] = useState<CreationPath | null>(null);
  const [shown, setShown] = useState<BegunEnrolment | null>(null);
  const [confirmed, setConfirmed] = useState<Confirmed | null>(null);
  const { isWorking, problem, setProblem, run } = useOneCall();
  const { formState } = form;
  const keychain = useKeychain();
  const asksForKey = keychain !== null && keychain !== 'available';

  const goTo = (next: Step, fault: CreationPath | null = null) => {
    setFaultAt(fault);
    setStep(next);
  };
  const forgetPasswords = () => {
    form.setValue('owner.password', '');
    form.setValue('repeat', '');
    form.setValue('keyProtection.passphrase', '');
    form.setValue('repeatPassphrase', '');
  };

  /** Registers a field whose fault goes as soon as it is changed. */
  const field = (path: CreationPath, rule: TextRule) =>
    form.register(path, {
      validate: (value: unknown) => rule(typeof value === 'string' ? value : ''),
      onChange: () => form.clearErrors(path),
    });

  const next = async () => {
    if (step !== 'business' && step !== 'access' && step !== 'owner') return;
    setProblem(null);
    if (await form.trigger(FIELDS[step], { shouldFocus: true })) goTo(STEPS[STEPS.indexOf(step) + 1] ?? step);
  };

  /** Each fault goes to its own field, and the wizard to the step of the first. */
  const placeFaults = (error: unknown) => {
    const places = (problemOf(error).errors ?? []).flatMap(({ path, message }) => {
      const place = placeOf(path);
      return place === null ? [] : [{ ...place, message: sentenceOf(message) }];
    });
    for (const { path, message } of places) form.setError(path, { type: 'engine', message });
    const [first] = places;
    if (first) goTo(first.step, first.path);
  };

  const create = async () => {
    if (!(await form.trigger(FIELDS.review, { shouldFocus: true }))) return;
    await run(async () => {
      try {
        setShown(
          await call(
            'desktop.createOrganization',
            creationInput(form.getValues(), useEntrance.getState().server, asksForKey),
          ),
        );
      } catch (error) {
        placeFaults(error);
        throw error;
      }
      forgetPasswords();
      goTo('authenticator');
    });
  };

  return {
    form,
    step,
    faultAt,
    shown,
    confirmed,
    /** Null where the keychain has the key, or a server does. */
    lackOfKeychain: asksForKey ? keychain : null,
    isWorking,
    // A fault that stands on its field isn't said twice.
    problem: problem?.errors?.some(({ path }) => placeOf(path) !== null) ? null : problem,
    isDirty: formState.isDirty,
    field,
    errorOf: (path: CreationPath) => form.getFieldState(path, formState).error?.message,
    goTo,
    next,
    create,
    confirm: (answer: Confirmed) => {
      setConfirmed(answer);
      setShown(null);
      goTo('recovery');
    },
    /** The key ran out: the passwords were forgotten with it, all else stands. */
    beginAgain: () => {
      setShown(null);
      goTo('owner', 'owner.password');
    },
  };
}
export type Creation = ReturnType<typeof useCreation>;

/** A rule for a line of text: `missing` where it is empty, else what the contract says of it. */
export function textRule(missing: string): TextRule {
  return (value) => {
    if (value.trim() === '') return missing;
    const judged = plainText.safeParse(value.trim());
    return judged.success || sentenceOf(judged.error.issues[0]?.message ?? missing);
  };
}
