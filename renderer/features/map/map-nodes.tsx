import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { OctagonX, TriangleAlert } from 'lucide-react';
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

/** Height of the port for starting, and of the one for deciding, from the top of a workflow. */
const START_PORT = 'map-port starting';
const DECIDE_PORT = 'map-port deciding';

function Person({ id, data }: NodeProps<PersonNode>) {
  const { t } = useTranslation();
  const { nameOf, secondOf, powerOf } = useMapWords();
  const { person, isPicked, isStop, isSingle, onPick } = data;
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
    <button
      type="button"
      className={classes.join(' ')}
      data-map-node={id}
      tabIndex={isStop ? 0 : -1}
      aria-current={isPicked ? true : undefined}
      onFocus={onPick}
    >
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
      <Handle
        type="source"
        id="decide"
        position={Position.Right}
        className={DECIDE_PORT}
        isConnectable={false}
      />
      <Handle
        type="source"
        id="start"
        position={Position.Right}
        className={START_PORT}
        isConnectable={false}
      />
    </button>
  );
}

function Workflow({ id, data }: NodeProps<WorkflowNode>) {
  const { t } = useTranslation();
  const { of, isPicked, isStop, onPick } = data;
  const { workflow, required, isLocked, coverage, canStart, canDecide } = of;
  const isUncovered = !coverage.ok;
  const isTight = coverage.ok && coverage.spare === 0;
  const classes = ['map-node', 'map-workflow', isUncovered ? 'uncovered' : isTight ? 'tight' : ''];
  return (
    <button
      type="button"
      className={classes.join(' ')}
      data-map-node={id}
      tabIndex={isStop ? 0 : -1}
      aria-current={isPicked ? true : undefined}
      onFocus={onPick}
    >
      <span className="map-line">
        <b className="grow">{t(`policies.workflow.${workflow}`)}</b>
        {isLocked ? <span className="chip locked">{t('map.locked')}</span> : null}
        {isUncovered ? (
          <span className="chip rejected">
            <OctagonX className="i i-xs" />
            {t('map.uncovered')}
          </span>
        ) : null}
      </span>
      <span className="map-line mid">{t('map.canStart', { count: canStart })}</span>
      <span className="map-line ruled">
        <b className="grow">{t('map.decide', { needed: required, count: canDecide })}</b>
        <CoverageWord coverage={coverage} />
      </span>
      <CoverageMeter required={required} coverage={coverage} />
      <Handle
        type="target"
        id="start"
        position={Position.Left}
        className={START_PORT}
        isConnectable={false}
      />
      <Handle
        type="target"
        id="decide"
        position={Position.Left}
        className={DECIDE_PORT}
        isConnectable={false}
      />
    </button>
  );
}

function Head({ data }: NodeProps<HeadNode>) {
  return <span className="map-head">{data.text}</span>;
}

export const NODE_TYPES = { person: Person, workflow: Workflow, head: Head };
