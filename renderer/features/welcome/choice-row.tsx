import { ChevronRight, X, type LucideIcon } from 'lucide-react';
import { Button } from 'react-aria-components';
import { IconButton } from '../../ui/button';

export interface Choice {
  id: string;
  icon: LucideIcon;
  title: string;
  text: string;
  /** Stands where the text did while this choice is under way. */
  working: string;
  /** Said in front of why it didn’t work. */
  failed: string;
  start: () => Promise<void>;
  /** For what is kept here and can be forgotten. */
  forget?: { label: string; ask: () => void };
}

interface ChoiceRowProps {
  choice: Choice;
  isFirst: boolean;
  isWorking: boolean;
  isDisabled: boolean;
  onStart: () => void;
}

export function ChoiceRow({ choice, isFirst, isWorking, isDisabled, onStart }: ChoiceRowProps) {
  const Icon = choice.icon;
  const { forget } = choice;
  return (
    <div className={forget ? 'choice-line forgettable' : 'choice-line'}>
      <Button
        className={isFirst ? 'choice first' : 'choice'}
        isPending={isWorking}
        isDisabled={isDisabled}
        onPress={onStart}
      >
        <span className="ico">
          <Icon className="i i-lg" />
        </span>
        <span>
          <b className="clip">{choice.title}</b>
          <span className="choice-text" role="status">
            {isWorking ? choice.working : choice.text}
          </span>
        </span>
        <span className="choice-end">
          {isWorking ? (
            <i className="spin t-accent" aria-hidden="true" />
          ) : (
            <ChevronRight className="i dim" />
          )}
        </span>
      </Button>
      {forget ? (
        <IconButton
          icon={X}
          label={forget.label}
          isSmall
          isDisabled={isWorking || isDisabled}
          onPress={forget.ask}
        />
      ) : null}
    </div>
  );
}
