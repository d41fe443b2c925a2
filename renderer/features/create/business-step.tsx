import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { COUNTRIES } from '../../format/countries';
import { CheckBox } from '../../ui/check-box';
import { SearchSelect } from '../../ui/search-select';
import { TextField } from '../../ui/text-field';
import { textRule, type Creation } from './use-creation';

const CHOICES = COUNTRIES.map(({ code, name }) => ({ id: code, label: name, aside: code }));

/** The attestation that a verified business stands behind the organization. */
export function BusinessStep({ creation }: { creation: Creation }) {
  const { t } = useTranslation();
  const { form, field, errorOf } = creation;
  return (
    <div className="form-grid">
      <TextField
        isFull
        label={t('create.name')}
        error={errorOf('name')}
        {...field('name', textRule(t('create.missing.name')))}
      />
      <TextField
        label={t('create.legalName')}
        error={errorOf('kyb.legalName')}
        {...field('kyb.legalName', textRule(t('create.missing.legalName')))}
      />
      <TextField
        label={t('create.registrationNumber')}
        error={errorOf('kyb.registrationNumber')}
        {...field('kyb.registrationNumber', textRule(t('create.missing.registrationNumber')))}
      />
      <Controller
        name="kyb.country"
        control={form.control}
        rules={{ validate: (value) => value !== null || t('create.missing.country') }}
        render={({ field: { ref, value, onChange } }) => (
          <SearchSelect
            ref={ref}
            label={t('create.country')}
            placeholder={t('create.choose')}
            choices={CHOICES}
            value={value}
            onChange={(code) => {
              onChange(code);
              form.clearErrors('kyb.country');
            }}
            error={errorOf('kyb.country')}
          />
        )}
      />
      <TextField
        label={t('create.reference')}
        error={errorOf('kyb.reference')}
        {...field('kyb.reference', textRule(t('create.missing.reference')))}
      />
      <Controller
        name="kyb.confirmed"
        control={form.control}
        rules={{ validate: (value) => value || t('create.missing.attest') }}
        render={({ field: { ref, value, onChange } }) => (
          <CheckBox
            inputRef={ref}
            isSelected={value}
            onChange={(isSelected) => {
              onChange(isSelected);
              form.clearErrors('kyb.confirmed');
            }}
            error={errorOf('kyb.confirmed')}
          >
            {t('create.attest')}
          </CheckBox>
        )}
      />
    </div>
  );
}
