import { Search, SearchX } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Header, Input, ListBox, ListBoxItem, ListBoxSection, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state';
import { useDelayed } from '../../ui/use-delayed';

export interface PickItem {
  id: string;
  name: string;
  second: string;
  /** What else it is found by. */
  alsoFoundBy?: string;
  picture: ReactNode;
  end?: ReactNode;
}
export interface PickGroup {
  id: string;
  label: string;
  items: readonly PickItem[];
}

interface PickListProps {
  label: string;
  findLabel: string;
  noneText: string;
  /** Null until they were read the first time. */
  groups: readonly PickGroup[] | null;
  selectedId: string | null;
  onSelect: (id: string) => void;
  /** Said under the rows. */
  hint?: string | undefined;
}

function LoadingRows({ label }: { label: string }) {
  const isShown = useDelayed(true);
  return (
    <div className="plist-blanks" role="status" aria-label={label}>
      {isShown
        ? [0, 1, 2, 3, 4, 5].map((row) => (
            <div key={row}>
              <span className="blank w7" />
              <span className="blank w5" />
            </div>
          ))
        : null}
    </div>
  );
}

/** The list of one section: groups with headings, one of all selected, found by typing. */
export function PickList(props: PickListProps) {
  const { label, findLabel, noneText, groups, selectedId, onSelect, hint } = props;
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = (groups ?? [])
    .map((group) => ({
      ...group,
      items: group.items.filter(({ name, second, alsoFoundBy = '' }) =>
        `${name} ${second} ${alsoFoundBy}`.toLowerCase().includes(wanted),
      ),
    }))
    .filter((group) => group.items.length > 0);
  const isEmpty = groups !== null && groups.every((group) => group.items.length === 0);
  return (
    <section className="aside plist" aria-label={label}>
      {isEmpty ? null : (
        <div className="list-tools">
          <SearchField className="input soft search" aria-label={findLabel} value={text} onChange={setText}>
            <Search className="i i-sm" />
            <Input className="bare grow" placeholder={findLabel} maxLength={100} />
          </SearchField>
        </div>
      )}
      {groups === null ? (
        <LoadingRows label={t('people.loading')} />
      ) : isEmpty ? null : found.length === 0 ? (
        <EmptyState icon={SearchX} title={t('people.none')} text={noneText} />
      ) : (
        <ListBox
          className="plist-rows"
          aria-label={label}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={selectedId === null ? [] : [selectedId]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : [...keys];
            if (key !== undefined) onSelect(String(key));
          }}
        >
          {found.map((group) => (
            <ListBoxSection key={group.id} aria-label={group.label}>
              <Header className="gh">{group.label}</Header>
              {group.items.map((item) => (
                <ListBoxItem key={item.id} id={item.id} textValue={item.name} className="person">
                  {item.picture}
                  <span className="grow">
                    <span className="n clip">{item.name}</span>
                    <small className="clip">{item.second}</small>
                  </span>
                  {item.end}
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      )}
      {hint === undefined ? null : <p className="plist-none dim small">{hint}</p>}
    </section>
  );
}
