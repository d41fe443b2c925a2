import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { OctagonX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/avatar';
import { CoverageMeter, CoverageWord } from '../what-if/coverage-meter';
import type { MapPerson, MapWorkflow } from './map-model';
import { useMapWords } from './use-map-words';

/** A type, not an interface: the library asks for an index signature. */
type Reachable = {
  isPicked: boolean;
  /** Whether it is the one that Tab reaches; arrow keys go on from there. */
  isStop: boolean;
  onPick: () => void;
};
export type PersonNode = Node<Reachable & { person: MapPerson; isSingle: boolean }, 'person'>;
export type WorkflowNode = Node<Reachable & { of: MapWorkflow }, 'workflow'>;
export type HeadNode = Node<{ text: string }, 'head'>;
export type MapNode = PersonNode | WorkflowNode | HeadNode;

/** How high each port sits is the style's to say. */
const PORT_CLASS = { start: 'map-port starting', decide: 'map-port deciding' };

/** Where the lines begin, on the right of who does something, and end, on the left of what is done. */
function Port({ type, id }: { type: 'source' | 'target'; id: keyof typeof PORT_CLASS }) {
  return (
    <Handle
      type={type}
      id={id}
      position={type === 'source' ? Position.Right : Position.Left}
      className={PORT_CLASS[id]}
      isConnectable={false}
    />
  );
}

/** What is picked by being focused: by mouse, Tab or arrow keys. */
function NodeButton({
  id,
  data: { isPicked, isStop, onPick },
  className,
  children,
}: {
  id: string;
  data: Reachable;
  className: string;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={className}
      data-map-node={id}
      tabIndex={isStop ? 0 : -1}
      aria-current={isPicked ? true : undefined}
      onFocus={onPick}
    >
      {children}
    </button>
  );
}

function Person({ id, data }: NodeProps<PersonNode>) {
  const { t } = useTranslation();
  const { nameOf, secondOf, powerOf } = useMapWords();
  const { person, isSingle } = data;
  const [first] = person.members;
  const unseen = [powerOf(person), isSingle ? t('map.single') : ''].filter((part) => part !== '').join('. ');
  const classes = [
    'map-node',
    'map-person',
    person.kind,
    isSingle ? 'single' : '',
    person.isActive ? '' : 'resting',
  ];
  return (
    <NodeButton id={id} data={data} className={classes.join(' ')}>
      {person.kind === 'group' ? (
        <span className="av ghost num" aria-hidden="true">
          {person.members.length}
        </span>
      ) : (
        <Avatar id={first?.id ?? id} name={person.name} isBot={person.kind === 'service-user'} />
      )}
      <span className="grow">
        <span className="n clip">{nameOf(person)}</span> <small className="clip">{secondOf(person)}</small>
        <span className="sr">. {unseen}</span>
      </span>
      {isSingle ? <TriangleAlert className="i i-sm t-risk" /> : null}
      <Port type="source" id="decide" />
      <Port type="source" id="start" />
    </NodeButton>
  );
}

function Workflow({ id, data }: NodeProps<WorkflowNode>) {
  const { t } = useTranslation();
  const { workflow, required, isLocked, coverage, canStart, canDecide } = data.of;
  const isUncovered = !coverage.ok;
  const isTight = coverage.ok && coverage.spare === 0;
  const classes = ['map-node', 'map-workflow', isUncovered ? 'uncovered' : isTight ? 'tight' : ''];
  return (
    <NodeButton id={id} data={data} className={classes.join(' ')}>
      <span className="map-line">
        <b className="grow clip">{t(`policies.workflow.${workflow}`)}</b>
        {isLocked ? <span className="chip locked">{t('map.locked')}</span> : null}
      </span>
      <span className="map-line mid">
        <span className="grow">{t('map.canStart', { count: canStart })}</span>
        {isUncovered ? (
          <span className="chip rejected">
            <OctagonX className="i i-xs" />
            {t('map.uncovered')}
          </span>
        ) : null}
      </span>
      <span className="map-line ruled">
        <b className="grow">
          {t(canDecide < required ? 'map.decideShort' : 'map.decide', { needed: required, count: canDecide })}
        </b>
        <CoverageWord coverage={coverage} />
      </span>
      <CoverageMeter required={required} coverage={coverage} />
      <Port type="target" id="start" />
      <Port type="target" id="decide" />
    </NodeButton>
  );
}

function Head({ data }: NodeProps<HeadNode>) {
  return <span className="map-head">{data.text}</span>;
}

export const NODE_TYPES = { person: Person, workflow: Workflow, head: Head };
