import { OctagonX } from 'lucide-react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { showSection, useSettings } from '../../stores/settings-store';
import { Banner } from '../../ui/banner';
import { ErrorBoundary } from '../../ui/error-boundary';
import { useProblemText } from '../../ui/problem-text';
import { SETTINGS_SECTIONS } from './sections';

/** What this computer does for whoever signs in on it: the sections on one side, what is chosen in them on the other. */
export function SettingsScreen() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { section, problem } = useSettings();
  const shown = SETTINGS_SECTIONS.find((one) => one.id === section) ?? SETTINGS_SECTIONS[0];
  return (
    <main className="page">
      <header className="bar ruled edge">
        <h1>{t('settings.title')}</h1>
      </header>
      <Tabs
        className="split people"
        orientation="vertical"
        selectedKey={shown.id}
        onSelectionChange={(key) => showSection(String(key))}
      >
        <div className="aside plist">
          <TabList className="setting-tabs" aria-label={t('settings.title')}>
            {SETTINGS_SECTIONS.map(({ id, icon: Icon }) => (
              <Tab key={id} id={id} className="setting-tab">
                <Icon className="i" />
                {t(`settings.sections.${id}`)}
              </Tab>
            ))}
          </TabList>
          <p className="help setting-lead">{t('settings.lead')}</p>
        </div>
        {SETTINGS_SECTIONS.map(({ id, Content }) => (
          <TabPanel key={id} id={id} className="detail setting-panel">
            {problem ? (
              <Banner icon={OctagonX} isBad title={t('settings.failed', { why: textOf(problem) })} />
            ) : null}
            <div className="setting-body">
              <h2>{t(`settings.sections.${id}`)}</h2>
              <ErrorBoundary resetKey={id}>
                <Content />
              </ErrorBoundary>
            </div>
          </TabPanel>
        ))}
      </Tabs>
    </main>
  );
}
