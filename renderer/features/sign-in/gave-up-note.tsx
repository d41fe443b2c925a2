import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '../../stores/desktop-store';
import { useEntrance } from '../../stores/entrance-store';

/** Says why what had been begun before signing in isn't there any more. */
export function GaveUpNote() {
  const { t } = useTranslation();
  const cause = useDesktop((state) => state.desktop?.cleared.because ?? null);
  const gaveUp = useEntrance((state) => state.gaveUp);
  if (!gaveUp || cause === null) return null;
  return (
    <div className="note" role="status">
      <ShieldCheck className="i i-sm" />
      <span>{t(`signIn.gaveUp.${cause}`)}</span>
    </div>
  );
}
