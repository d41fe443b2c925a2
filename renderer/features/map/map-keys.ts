import type { MapLayout } from './map-layout';
import type { MapModel } from './map-model';

/** Where an arrow key leads from a node: up and down within a column, across to the nearest of the other. */
export function neighbourOf(
  model: MapModel,
  { positions }: MapLayout,
  from: string,
  key: string,
): string | null {
  const heightOf = (id: string) => positions.get(id)?.y ?? 0;
  const inOrder = (ids: readonly string[]) => [...ids].sort((a, b) => heightOf(a) - heightOf(b));
  const people = inOrder(model.people.map(({ id }) => id));
  const workflows = inOrder(model.workflows.map(({ workflow }) => workflow));
  const isPerson = people.includes(from);
  const own = isPerson ? people : workflows;
  const nearest = (ids: readonly string[]) =>
    ids.reduce<string | null>(
      (best, id) =>
        best === null || Math.abs(heightOf(id) - heightOf(from)) < Math.abs(heightOf(best) - heightOf(from))
          ? id
          : best,
      null,
    );
  switch (key) {
    case 'ArrowDown':
      return own[own.indexOf(from) + 1] ?? null;
    case 'ArrowUp':
      return own[own.indexOf(from) - 1] ?? null;
    case 'ArrowRight':
      return isPerson ? nearest(workflows) : null;
    case 'ArrowLeft':
      return isPerson ? null : nearest(people);
    case 'Home':
      return own[0] ?? null;
    case 'End':
      return own.at(-1) ?? null;
    default:
      return null;
  }
}
