import { Server } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '../../stores/desktop-store';
import { AddressStep } from './address-step';
import { FoundStep } from './found-step';
import { LinkStep } from './link-step';
import { useConnecting } from './use-connecting';

/** To the organization of a governance server: its address, what is there, and then its sign-in. */
export function ConnectScreen() {
  const { t } = useTranslation();
  const link = useDesktop((state) => state.desktop?.acceptLink ?? null);
  const connecting = useConnecting(link);
  const [address, setAddress] = useState('');
  const { found } = connecting;
  return (
    <main
      className="stagebox"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || connecting.isWorking) return;
        if (found) connecting.again();
        else void connecting.leave();
      }}
    >
      <div className="drag-strip" />
      <section className="sheet roomy connect" aria-label={t('connect.title')}>
        <header className="shead">
          <span className="org-l" aria-hidden="true">
            <Server className="i i-lg" />
          </span>
          <div>
            <h1>{t('connect.title')}</h1>
          </div>
        </header>
        {found ? (
          <FoundStep connecting={connecting} server={found} />
        ) : link ? (
          <LinkStep key={`${link.server} ${link.code}`} connecting={connecting} link={link} />
        ) : (
          <AddressStep connecting={connecting} address={address} onAddress={setAddress} />
        )}
      </section>
    </main>
  );
}
