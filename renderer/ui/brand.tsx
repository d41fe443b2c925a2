import { useTranslation } from 'react-i18next';

/** The mark: two lines of a ledger, a signature line, and a tick. */
export function BrandMark({ className }: { className: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 18 18"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
    >
      <path d="M3 6.2h7.4M3 9.6h4.6" strokeWidth="1.7" />
      <path d="M3 14.6h12" strokeWidth="1.7" strokeDasharray="3.2 2.6" />
      <path d="M9 11.2l2 1.6 4-6.4" strokeWidth="1.8" strokeLinejoin="round" />
    </svg>
  );
}

export function Brand() {
  const { t } = useTranslation();
  return (
    <span className="brand">
      <BrandMark className="mark" />
      <span>{t('brand')}</span>
    </span>
  );
}
