import { ArrowDownNarrowWide, ListFilter, Plus, Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, Dialog, DialogTrigger, Input, Menu, MenuTrigger, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { WORKFLOWS, type Workflow } from '../../../shared/contract/organization';
import { REQUEST_STATUSES, type RequestStatus } from '../../../shared/contract/requests';
import type { AccountId } from '../../../shared/contract/primitives';
import { useAccounts } from '../../stores/accounts-store';
import { useMayWithdraw } from '../../stores/desktop-store';
import { filterQueue, sortQueue, useQueue, type QueueSort } from '../../stores/queue-store';
import { openWithdrawal } from '../../stores/withdrawal-draft';
import { FOCUS } from '../../keyboard/focus-targets';
import { Button as TextButton, IconButton } from '../../ui/button';
import { ChoiceSelect } from '../../ui/choice-select';
import { Floating, MenuItem } from '../../ui/menu';
import { focusList } from './queue-commands';

const SORTS: readonly QueueSort[] = ['newest', 'oldest', 'expiry'];
const ANY = 'any';

export function SortButton() {
  const { t } = useTranslation();
  const sort = useQueue((state) => state.sort);
  return (
    <MenuTrigger>
      <IconButton icon={ArrowDownNarrowWide} label={t('queue.sort', { order: t(`queue.order.${sort}`) })} />
      <Floating placement="bottom end">
        <Menu
          className="menu"
          aria-label={t('queue.sort', { order: t(`queue.order.${sort}`) })}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[sort]}
          onAction={(key) => sortQueue(key as QueueSort)}
        >
          {SORTS.map((one) => (
            <MenuItem key={one} id={one}>
              {t(`queue.orderItem.${one}`)}
            </MenuItem>
          ))}
        </Menu>
      </Floating>
    </MenuTrigger>
  );
}

export function NewButton() {
  const { t } = useTranslation();
  const mayWithdraw = useMayWithdraw();
  return mayWithdraw ? <IconButton icon={Plus} label={t('queue.create')} onPress={openWithdrawal} /> : null;
}

function FilterFields() {
  const { t } = useTranslation();
  const { workflow, accountId, status } = useQueue((state) => state.filters);
  const view = useQueue((state) => state.view);
  const accounts = useAccounts((state) => state.accounts);
  const any = { id: ANY, label: t('queue.any') };
  const statuses = REQUEST_STATUSES.filter((one) =>
    view === 'mine' ? true : one !== 'pending' && one !== 'approved',
  );
  const hasStatus = view === 'mine' || view === 'history';
  return (
    <>
      <ChoiceSelect
        label={t('queue.filterWorkflow')}
        choices={[any, ...WORKFLOWS.map((one) => ({ id: one, label: t(`workflow.${one}`) }))]}
        value={workflow ?? ANY}
        onChange={(id) => void filterQueue({ workflow: id === ANY ? null : (id as Workflow) })}
      />
      <ChoiceSelect
        label={t('queue.filterAccount')}
        choices={[any, ...(accounts ?? []).map((one) => ({ id: one.id, label: one.name }))]}
        value={accountId ?? ANY}
        onChange={(id) => void filterQueue({ accountId: id === ANY ? null : (id as AccountId) })}
      />
      {hasStatus ? (
        <ChoiceSelect
          label={t('queue.filterStatus')}
          choices={[any, ...statuses.map((one) => ({ id: one, label: t(`status.${one}`) }))]}
          value={status ?? ANY}
          onChange={(id) => void filterQueue({ status: id === ANY ? null : (id as RequestStatus) })}
        />
      ) : null}
    </>
  );
}

function FilterButton() {
  const { t } = useTranslation();
  const { workflow, accountId, status } = useQueue((state) => state.filters);
  const count = [workflow, accountId, status].filter((one) => one !== null).length;
  return (
    <DialogTrigger>
      <Button
        className={count > 0 ? 'inset-button on' : 'inset-button'}
        aria-label={count > 0 ? t('queue.filterOn', { count }) : t('queue.filter')}
      >
        <ListFilter className="i i-sm" />
        {count > 0 ? <span className="count hot">{count}</span> : null}
      </Button>
      <Floating placement="bottom end" isWide>
        <Dialog className="filters" aria-label={t('queue.filter')}>
          <FilterFields />
          <TextButton
            isDisabled={count === 0}
            onPress={() => void filterQueue({ workflow: null, accountId: null, status: null })}
          >
            {t('queue.clearFilters')}
          </TextButton>
        </Dialog>
      </Floating>
    </DialogTrigger>
  );
}

/** From the search into its answer: what was typed last is asked first, so that no older list is acted on. */
async function goToList(text: string): Promise<void> {
  if (text !== useQueue.getState().filters.q) {
    await filterQueue({ q: text });
    // The list draws the answer before a row of it can take the focus.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  focusList();
}

/** The search field, which asks the engine 150 ms after the last letter, with the filters at its end. */
export function SearchBar() {
  const { t } = useTranslation();
  const asked = useQueue((state) => state.filters.q);
  const [text, setText] = useState(asked);

  useEffect(() => {
    if (text === useQueue.getState().filters.q) return undefined;
    const timer = setTimeout(() => void filterQueue({ q: text }), 150);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <div className="list-tools">
      <SearchField
        className="input soft search"
        aria-label={t('queue.search')}
        value={text}
        onChange={setText}
        onKeyDown={(event) => {
          const isLeaving = event.key === 'Escape' && text === '';
          if (isLeaving || event.key === 'ArrowDown' || event.key === 'Enter') void goToList(text);
        }}
      >
        <Search className="i i-sm" />
        <Input id={FOCUS.search} className="bare grow" placeholder={t('queue.search')} maxLength={100} />
        {text === '' ? (
          <kbd aria-hidden="true">/</kbd>
        ) : (
          <Button className="inset-button" aria-label={t('queue.clearSearch')}>
            <X className="i i-sm" />
          </Button>
        )}
      </SearchField>
      <FilterButton />
    </div>
  );
}
