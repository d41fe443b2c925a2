import { Compass, HardDrive, Server } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { KeptServer } from '../../../shared/contract/desktop-servers';
import { call } from '../../api/bridge';
import { hostOf } from '../../format/server';
import { receiveDesktop, useDesktop } from '../../stores/desktop-store';
import { startConnecting, startCreating } from '../../stores/entrance-store';
import type { Choice } from './choice-row';

/** The ways in: what is kept here first, then the sample, creating and connecting. */
export function useChoices(onForget: (server: KeptServer) => void): Choice[] {
  const { t } = useTranslation();
  const local = useDesktop((state) => state.desktop?.localOrganization ?? null);
  const servers = useDesktop((state) => state.desktop?.servers ?? []);

  const kept = servers.map((server): Choice => {
    const host = hostOf(server.address);
    return {
      id: server.address,
      icon: Server,
      title: t('connect.open', { name: server.name }),
      text: t('connect.openText', { host }),
      working: t('connect.opening', { host }),
      failed: t('connect.openFailed'),
      start: async () => receiveDesktop(await call('desktop.connect', { address: server.address })),
      forget: { label: t('connect.forget', { name: server.name }), ask: () => onForget(server) },
    };
  });
  const open: Choice | null = local && {
    id: 'local',
    icon: HardDrive,
    title: t('create.open', { name: local.name }),
    text: t('create.openText'),
    working: t('create.opening'),
    failed: t('create.openFailed'),
    start: async () => receiveDesktop(await call('desktop.openLocal', {})),
  };
  const sample: Choice = {
    id: 'sample',
    icon: Compass,
    title: t('welcome.sample'),
    text: t('welcome.sampleText'),
    working: t('welcome.samplePreparing'),
    failed: t('welcome.failed'),
    start: async () => receiveDesktop(await call('desktop.openSample', {})),
  };
  const create: Choice = {
    id: 'create',
    icon: HardDrive,
    title: t('create.local'),
    text: t('create.localText'),
    working: t('create.localText'),
    failed: '',
    start: async () => startCreating(),
  };
  const connect: Choice = {
    id: 'connect',
    icon: Server,
    title: t('connect.choice'),
    text: t('connect.choiceText'),
    working: t('connect.choiceText'),
    failed: '',
    start: async () => startConnecting(),
  };
  return [...(open ? [open] : []), ...kept, sample, ...(open ? [] : [create]), connect];
}
