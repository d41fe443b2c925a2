import type { Edge } from '@xyflow/react';
import type { Workflow } from '../../../shared/contract/organization';
import type { SinglePoint } from '../what-if/away';
import type { MapModel, MapPerson } from './map-model';

/** What a line says to who doesn't see it. */
export type LineWords = (person: MapPerson, workflow: Workflow, kind: 'alone' | 'start' | 'decide') => string;

/** One line per person, workflow and what they may do there; what hangs on the one picked stands out. */
export function linesOf(
  { people }: MapModel,
  singles: readonly SinglePoint[],
  picked: string | null,
  wordsOf: LineWords,
): Edge[] {
  const hot = new Map(singles.map(({ memberId, workflows }) => [String(memberId), workflows]));
  const lines: Edge[] = [];
  const line = (person: MapPerson, workflow: Workflow, kind: 'start' | 'decide') => {
    const isHot = kind === 'decide' && (hot.get(person.id)?.some((one) => one === workflow) ?? false);
    const isPicked = picked === person.id || picked === workflow;
    const isAlone = kind === 'start' && person.isActive && person.completes.includes(workflow);
    const classes = [
      'map-edge',
      isAlone ? 'alone' : kind === 'start' ? 'starting' : 'deciding',
      isHot ? 'hot' : '',
      isPicked ? 'picked' : '',
      picked !== null && !isPicked ? 'faint' : '',
      person.isActive ? '' : 'resting',
    ];
    lines.push({
      id: `${person.id} ${kind} ${workflow}`,
      source: person.id,
      sourceHandle: kind,
      target: workflow,
      targetHandle: kind,
      ariaLabel: wordsOf(person, workflow, isAlone ? 'alone' : kind),
      className: classes.filter((one) => one !== '').join(' '),
      zIndex: isPicked || isHot ? 1 : 0,
      focusable: false,
      selectable: false,
    });
  };
  for (const person of people) {
    for (const workflow of person.starts) line(person, workflow, 'start');
    for (const workflow of person.decides) line(person, workflow, 'decide');
  }
  return lines;
}
