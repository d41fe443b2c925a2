import { EyeOff, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import { showScreen } from '../../stores/screen-store';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { MapAside } from './map-aside';
import { MapDrawing } from './map-drawing';
import { useMapFacts, usePick } from './use-map-facts';

/** Now, or with the drafts. */
function Side({ isDraft, onDraft }: { isDraft: boolean; onDraft: (isDraft: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <ToggleButtonGroup
      className="seg"
      aria-label={t('map.side')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[isDraft ? 'draft' : 'now']}
      onSelectionChange={(keys) => onDraft(keys.has('draft'))}
    >
      <ToggleButton id="now">{t('map.now')}</ToggleButton>
      <ToggleButton id="draft">{t('map.draft')}</ToggleButton>
    </ToggleButtonGroup>
  );
}

/** People, what they may start and decide, and what each workflow needs: drawn, and in words beside it. */
export function MapScreen({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const [wantsDraft, setWantsDraft] = useState(false);
  const facts = useMapFacts(session, wantsDraft);
  const { model, pairs, singles, changes, isReady, isVisible, hasDraft } = facts;
  const [picked, pick] = usePick(model);
  return (
    <main className="page">
      <header className="bar ruled edge">
        <h1>{t('map.title')}</h1>
        {hasDraft ? <Side isDraft={wantsDraft} onDraft={setWantsDraft} /> : null}
        <span className="grow" />
        <Button kind="ghost" icon={SlidersHorizontal} onPress={() => showScreen('policies')}>
          {t('map.policies')}
        </Button>
      </header>
      {isReady && !isVisible ? (
        <EmptyState icon={EyeOff} title={t('map.hiddenTitle')} text={t('map.hidden')} />
      ) : (
        <div className="split map">
          <div className="map-main">
            {isReady ? (
              <MapDrawing model={model} singles={singles} picked={picked} onPick={pick} />
            ) : (
              <p className="pad small dim" role="status">
                {t('map.loading')}
              </p>
            )}
          </div>
          <MapAside
            model={model}
            pairs={pairs}
            singles={singles}
            changes={changes}
            isKnown={facts.problem === null}
            isAnswered={facts.isAnswered}
            picked={picked}
            onPick={pick}
          />
        </div>
      )}
    </main>
  );
}
