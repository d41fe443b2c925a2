import { Graph, layout } from '@dagrejs/dagre';
import type { MapModel } from './map-model';

export interface MapSizes {
  person: { width: number; height: number };
  workflow: { width: number; height: number };
}
export interface MapLayout {
  positions: ReadonlyMap<string, { x: number; y: number }>;
  sizes: MapSizes;
  width: number;
  height: number;
}

const MARGIN = 28;
/** Room for the heads of the columns. */
const TOP = 52;
const NARROW = 620;
const LEAST_GAP = 120;
/** Between people, and between workflows: at least, and at most where the window has room. */
const PERSON_GAP = { least: 12, most: 28 };
const WORKFLOW_GAP = { least: 24, most: 48 };

/** Nodes keep their size; what the width at hand leaves over goes between the columns. */
export function sizesFor(width: number): MapSizes {
  const isNarrow = width < NARROW;
  return {
    person: { width: isNarrow ? 168 : 192, height: 40 },
    workflow: { width: isNarrow ? 196 : 216, height: 124 },
  };
}

/** People from top to bottom so that few lines cross. The costly part: it hangs on who holds what, not on the width. */
export function orderPeople(model: MapModel): string[] {
  const sizes = sizesFor(NARROW);
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: PERSON_GAP.least, ranksep: LEAST_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of model.people) graph.setNode(id, { ...sizes.person });
  for (const { workflow } of model.workflows) graph.setNode(workflow, { ...sizes.workflow });
  const last = model.workflows.at(-1);
  for (const person of model.people) {
    const targets = new Set([...person.starts, ...person.decides]);
    for (const workflow of targets)
      graph.setEdge(person.id, workflow, { weight: person.decides.includes(workflow) ? 2 : 1, minlen: 1 });
    // Whoever holds nothing still stands in the column of people.
    if (targets.size === 0 && last) graph.setEdge(person.id, last.workflow, { weight: 0, minlen: 1 });
  }
  const [first] = model.people;
  for (const { workflow, starters, deciders } of model.workflows)
    if (first && starters.length + deciders.length === 0)
      graph.setEdge(first.id, workflow, { weight: 0, minlen: 1 });
  layout(graph);
  const heightOf = (id: string): number => (graph.node(id) as { y: number }).y;
  // Workflows keep the order they have everywhere; the people follow them, not the other way round.
  const top = model.workflows[0];
  const isUpsideDown = top && last ? heightOf(top.workflow) > heightOf(last.workflow) : false;
  return model.people
    .map(({ id }) => id)
    .sort((a, b) => (isUpsideDown ? heightOf(b) - heightOf(a) : heightOf(a) - heightOf(b)));
}

/**
 * Places people left, in `order`, and workflows right: even rows, the shorter column over the height of the longer. What
 * `room` (px) the window has below loosens both, within bounds.
 */
export function layOut(model: MapModel, order: readonly string[], width: number, room = 0): MapLayout {
  const sizes = sizesFor(width);
  const gap = Math.max(LEAST_GAP, width - 2 * MARGIN - sizes.person.width - sizes.workflow.width);
  const column = (count: number, each: number, between: number) => count * (each + between) - between;
  const heightWith = (bound: 'least' | 'most') =>
    Math.max(
      column(order.length, sizes.person.height, PERSON_GAP[bound]),
      column(model.workflows.length, sizes.workflow.height, WORKFLOW_GAP[bound]),
    );
  const height = Math.max(heightWith('least'), Math.min(heightWith('most'), room - TOP - MARGIN));
  const personPitch = Math.min(
    sizes.person.height + PERSON_GAP.most,
    Math.floor((height - sizes.person.height) / Math.max(1, order.length - 1)),
  );
  const peopleHeight = Math.max(0, order.length - 1) * personPitch + sizes.person.height;
  const steps = Math.max(1, model.workflows.length - 1);
  // Whole pixels: between them a hairline is a smear.
  const workflowPitch = Math.floor((height - sizes.workflow.height) / steps);
  const peopleTop = TOP + Math.floor((height - peopleHeight) / 2);
  const positions = new Map<string, { x: number; y: number }>();
  order.forEach((id, row) => positions.set(id, { x: MARGIN, y: peopleTop + row * personPitch }));
  model.workflows.forEach(({ workflow }, row) =>
    positions.set(workflow, { x: MARGIN + sizes.person.width + gap, y: TOP + row * workflowPitch }),
  );
  return {
    positions,
    sizes,
    width: 2 * MARGIN + sizes.person.width + gap + sizes.workflow.width,
    height: TOP + height + MARGIN,
  };
}
