import '@xyflow/react/dist/base.css';
import { ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus, RotateCcw } from 'lucide-react';
import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/button';
import type { SinglePoint } from '../what-if/away';
import { Legend } from './map-legend';
import { layOut, orderPeople, type MapLayout } from './map-layout';
import { linesOf, type LineWords } from './map-lines';
import type { MapModel } from './map-model';
import { NODE_TYPES, type MapNode } from './map-nodes';
import { neighbourOf } from './map-keys';

interface MapDrawingProps {
  model: MapModel;
  singles: readonly SinglePoint[];
  picked: string | null;
  onPick: (id: string | null) => void;
}

const PAN_STEP = 60;
const ZOOM_STEP = 1.2;
const FIRST_WIDTH = 796;

/** How long the drawing takes to move: not at all for whoever asked for less motion. */
const motion = (): number => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 140);

function useSize(): [React.RefObject<HTMLDivElement | null>, { width: number; height: number }] {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: FIRST_WIDTH, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width === 0) return;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, size];
}

function useNodes(props: MapDrawingProps, layout: MapLayout): MapNode[] {
  const { t } = useTranslation();
  const { model, singles, picked, onPick } = props;
  return useMemo(() => {
    const { positions, sizes } = layout;
    const ids = [...model.people.map(({ id }) => id), ...model.workflows.map(({ workflow }) => workflow)];
    const stop = ids.find((id) => id === picked) ?? ids[0];
    const irreplaceable = new Set<string>(singles.map(({ memberId }) => memberId));
    const at = (id: string) => positions.get(id) ?? { x: 0, y: 0 };
    const reach = (id: string) => ({
      isPicked: id === picked,
      isStop: id === stop,
      onPick: () => onPick(id),
    });
    const headAt = (id: string, of: string | undefined, text: string): MapNode => ({
      id,
      type: 'head',
      position: { x: at(of ?? '').x, y: 20 },
      width: 200,
      height: 16,
      data: { text },
    });
    return [
      headAt('head people', model.people[0]?.id, t('map.people')),
      headAt('head workflows', model.workflows[0]?.workflow, t('map.workflows')),
      ...model.people.map((person): MapNode => ({
        id: person.id,
        type: 'person',
        position: at(person.id),
        ...sizes.person,
        data: { person, isSingle: irreplaceable.has(person.id), ...reach(person.id) },
      })),
      ...model.workflows.map((of): MapNode => ({
        id: of.workflow,
        type: 'workflow',
        position: at(of.workflow),
        ...sizes.workflow,
        data: { of, ...reach(of.workflow) },
      })),
    ];
  }, [layout, model, singles, picked, onPick, t]);
}

function Controls() {
  const { t } = useTranslation();
  const flow = useReactFlow();
  return (
    <div className="map-controls" role="group" aria-label={t('map.view')}>
      <IconButton
        icon={Plus}
        label={t('map.zoomIn')}
        onPress={() => void flow.zoomIn({ duration: motion() })}
      />
      <IconButton
        icon={Minus}
        label={t('map.zoomOut')}
        onPress={() => void flow.zoomOut({ duration: motion() })}
      />
      <IconButton
        icon={Maximize}
        label={t('map.fit')}
        onPress={() => void flow.fitView({ duration: motion(), maxZoom: 1 })}
      />
      <IconButton
        icon={RotateCcw}
        label={t('map.actual')}
        onPress={() => void flow.setViewport({ x: 0, y: 0, zoom: 1 }, { duration: motion() })}
      />
    </div>
  );
}

function Drawing(props: MapDrawingProps) {
  const { t } = useTranslation();
  const { model, singles, picked, onPick } = props;
  const [box, { width, height }] = useSize();
  const flow = useReactFlow();
  const order = useMemo(() => orderPeople(model), [model]);
  const layout = useMemo(() => layOut(model, order, width, height), [model, order, width, height]);
  const nodes = useNodes(props, layout);
  const wordsOf = useMemo(
    (): LineWords => (person, workflow, kind) =>
      t(`map.line.${kind}`, {
        name: person.kind === 'group' ? t('map.group', { count: person.members.length }) : person.name,
        workflow: t(`policies.workflow.${workflow}`),
      }),
    [t],
  );
  const lines = useMemo(() => linesOf(model, singles, picked, wordsOf), [model, singles, picked, wordsOf]);

  const pan = (x: number, y: number) => {
    const viewport = flow.getViewport();
    void flow.setViewport({ ...viewport, x: viewport.x + x, y: viewport.y + y }, { duration: motion() });
  };
  /** Focuses a node, and moves the drawing as far as it takes to see it. */
  const goTo = (id: string) => {
    const element = box.current;
    const node = nodes.find((one) => one.id === id);
    if (!element || !node) return;
    element.querySelector<HTMLElement>(`[data-map-node="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
    const { x, y, zoom } = flow.getViewport();
    const top = node.position.y * zoom + y;
    const left = node.position.x * zoom + x;
    const bottom = top + (node.height ?? 0) * zoom;
    const right = left + (node.width ?? 0) * zoom;
    const up = top < 0 ? 16 - top : bottom > element.clientHeight ? element.clientHeight - 16 - bottom : 0;
    const over = left < 0 ? 16 - left : right > element.clientWidth ? element.clientWidth - 16 - right : 0;
    if (up !== 0 || over !== 0) pan(over, up);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const handled = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    const steps: Partial<Record<string, [number, number]>> = {
      ArrowUp: [0, PAN_STEP],
      ArrowDown: [0, -PAN_STEP],
      ArrowLeft: [PAN_STEP, 0],
      ArrowRight: [-PAN_STEP, 0],
    };
    const step = steps[event.key];
    if (event.key === 'Escape' && picked !== null) {
      handled();
      onPick(null);
    } else if (event.shiftKey && step) {
      handled();
      pan(...step);
    } else if (event.key === '+' || event.key === '-') {
      handled();
      const { zoom } = flow.getViewport();
      void flow.zoomTo(event.key === '+' ? zoom * ZOOM_STEP : zoom / ZOOM_STEP, { duration: motion() });
    } else {
      const from = (event.target as HTMLElement).dataset.mapNode;
      const next = from === undefined ? null : neighbourOf(model, layout, from, event.key);
      if (next === null) return;
      handled();
      goTo(next);
    }
  };
  const area: [[number, number], [number, number]] = [
    [-200, -200],
    [layout.width + 200, layout.height + 200],
  ];
  return (
    <div
      className="mapbox"
      ref={box}
      role="group"
      aria-label={t('map.drawing')}
      aria-describedby="map-keys"
      onKeyDown={onKeyDown}
    >
      <p id="map-keys" className="sr">
        {t('map.keys')}
      </p>
      <ReactFlow
        nodes={nodes}
        edges={lines}
        nodeTypes={NODE_TYPES}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        panOnScroll
        zoomOnDoubleClick={false}
        minZoom={0.4}
        maxZoom={2}
        translateExtent={area}
        proOptions={{ hideAttribution: true }}
        onNodeClick={(_event, node) => {
          if (node.type !== 'head') onPick(node.id);
        }}
        onPaneClick={() => onPick(null)}
      />
    </div>
  );
}

/** Who can start and decide what, as a picture that the keyboard reaches all of. */
export function MapDrawing(props: MapDrawingProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
      <div className="map-foot">
        <Legend />
        <Controls />
      </div>
    </ReactFlowProvider>
  );
}
