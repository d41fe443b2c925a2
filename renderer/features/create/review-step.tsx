import { TriangleAlert } from 'lucide-react';
import { useEntrance } from '../../stores/entrance-store';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { countryName } from '../../format/countries';
import { Sentence } from '../../strings/sentence';
import { TextField } from '../../ui/text-field';
import type { Step } from './creation-form';
import { KeyFields } from './key-fields';
import type { Creation } from './use-creation';

/** Everything that was entered, what can’t be undone, and the name typed once more. */
export function ReviewStep({ creation }: { creation: Creation }) {
  const { t } = useTranslation();
  const server = useEntrance((state) => state.server);
  const { form, field, errorOf, goTo } = creation;
  const { name, kyb, signInPolicy, session, owner } = form.getValues();
  const group = (step: Step, facts: readonly (readonly [string, string])[]) => (
    <section className="sect">
      <h3 className="h">
        {step === 'business' || step === 'access' || step === 'owner' ? t(`create.steps.${step}`) : null}
        <span className="end">
          <Button className="link" onPress={() => goTo(step)}>
            {t('create.edit')}
          </Button>
        </span>
      </h3>
      <dl className="facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="sel">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
  return (
    <>
      {group('business', [
        [t('create.fact.legalName'), kyb.legalName],
        [t('create.fact.country'), countryName(kyb.country ?? '')],
        [t('create.fact.registrationNumber'), kyb.registrationNumber],
        [t('create.fact.reference'), kyb.reference],
      ])}
      {group('access', [
        [
          t('create.policy'),
          signInPolicy === 'passkey' ? t('create.passkey') : t('create.fact.authenticatorOrPasskey'),
        ],
        [
          t('create.fact.session'),
          t('create.sessionLine', {
            idle: session.idleTimeoutMinutes,
            absolute: session.absoluteTimeoutHours,
          }),
        ],
      ])}
      {group('owner', [
        [t('create.ownerName'), owner.displayName],
        [t('create.email'), owner.email],
        [t('create.password'), t('create.passwordChosen')],
      ])}
      {creation.lackOfKeychain === null ? null : (
        <KeyFields creation={creation} lack={creation.lackOfKeychain} />
      )}
      <div className="note risk gap">
        <TriangleAlert className="i i-sm" />
        <span>
          <b>{t('create.final')}.</b>{' '}
          {server ? t('connect.finalText', { host: server.host }) : t('create.finalText')}
        </span>
      </div>
      <div className="type-name">
        <TextField
          label={t('create.typeName').replace('[name]', name)}
          drawnLabel={
            <Sentence
              text={t('create.typeName')}
              parts={{ name: <span className="mono sel">{name}</span> }}
            />
          }
          isMono
          error={errorOf('typedName')}
          {...field(
            'typedName',
            (value) => value.trim() === form.getValues('name').trim() || t('create.nameDiffers'),
          )}
        />
      </div>
    </>
  );
}
