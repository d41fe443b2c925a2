import { PlugZap } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { EmptyState } from './empty-state';

function Crashed({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="crashed" role="alert">
      <EmptyState
        icon={PlugZap}
        title={t('crash.title')}
        text={t('crash.text')}
        action={<Button onPress={onAgain}>{t('crash.again')}</Button>}
      />
    </div>
  );
}

interface ErrorBoundaryProps {
  children: ReactNode;
  /** When this changes, a crashed part is drawn again. */
  resetKey?: string | null;
}

/** Keeps a crash within its screen: the rest of the app goes on, and the part can be drawn again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError() {
    return { hasCrashed: true };
  }

  override componentDidUpdate(before: ErrorBoundaryProps) {
    if (before.resetKey !== this.props.resetKey && this.state.hasCrashed)
      this.setState({ hasCrashed: false });
  }

  override render() {
    return this.state.hasCrashed ? (
      <Crashed onAgain={() => this.setState({ hasCrashed: false })} />
    ) : (
      this.props.children
    );
  }
}
