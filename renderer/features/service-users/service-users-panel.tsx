import { Bot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ServiceUserView } from '../../../shared/contract/service-users';
import type { ServiceUserId } from '../../../shared/contract/primitives';
import { showServiceUser, usePeopleSection } from '../../stores/people-section';
import { useServiceUsers } from '../../stores/service-users-store';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorBoundary } from '../../ui/error-boundary';
import { PickList, type PickGroup, type PickItem } from '../people/pick-list';
import { BotMark } from './bot-mark';
import { ServiceUserDetail } from './service-user-detail';
import { useServiceUserLine } from './use-service-user-line';

interface ServiceUsersPanelProps {
  mayStart: boolean;
  onCreate: () => void;
}

/** Service Users, those in use first, and the one that is looked at. */
export function ServiceUsersPanel({ mayStart, onCreate }: ServiceUsersPanelProps) {
  const { t } = useTranslation();
  const serviceUsers = useServiceUsers((state) => state.serviceUsers);
  const selectedId = usePeopleSection((state) => state.serviceUserId);
  const lineOf = useServiceUserLine();
  const all = [...(serviceUsers ?? [])].sort((a, b) => a.name.localeCompare(b.name));
  const isOff = ({ status }: ServiceUserView) => status === 'disabled';
  const itemOf = (one: ServiceUserView): PickItem => ({
    id: one.id,
    name: one.name,
    second: lineOf(one),
    picture: <BotMark />,
  });
  const groups: PickGroup[] = [
    { id: 'in-use', label: t('serviceUsers.inUse'), items: all.filter((one) => !isOff(one)).map(itemOf) },
    { id: 'off', label: t('serviceUsers.status.disabled'), items: all.filter(isOff).map(itemOf) },
  ];
  const shown = all.find(({ id }) => id === selectedId) ?? all.find((one) => !isOff(one)) ?? all[0] ?? null;
  return (
    <>
      <PickList
        label={t('people.section.serviceUsers')}
        findLabel={t('serviceUsers.find')}
        noneText={t('serviceUsers.noneFound')}
        groups={serviceUsers === null ? null : groups}
        selectedId={shown?.id ?? null}
        onSelect={(id) => showServiceUser(id as ServiceUserId)}
      />
      {shown ? (
        <ErrorBoundary resetKey={shown.id}>
          <ServiceUserDetail key={shown.id} serviceUser={shown} mayStart={mayStart} />
        </ErrorBoundary>
      ) : (
        <section className="detail" aria-label={t('serviceUsers.noneYet')}>
          {serviceUsers === null ? null : (
            <EmptyState
              icon={Bot}
              title={t('serviceUsers.noneYet')}
              text={t('serviceUsers.noneYetText')}
              action={
                mayStart ? <Button onPress={onCreate}>{t('people.start.new-service-user')}</Button> : null
              }
            />
          )}
        </section>
      )}
    </>
  );
}
