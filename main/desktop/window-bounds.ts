export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface WindowPlace {
  bounds: Rectangle | null;
  maximized: boolean;
}

export const SMALLEST_WINDOW = { width: 1024, height: 700 } as const;
const USUAL_WINDOW = { width: 1440, height: 900 } as const;

/** So much of the window must lie on a screen that it can be found and dragged. */
const VISIBLE_PART = { width: 200, height: 44 } as const;

/** Where to open the window: where it was, if a screen is still there, else at its usual size (no place: centred). */
export function placeWindow(
  remembered: Rectangle | null,
  screens: readonly Rectangle[],
  primary: Rectangle,
): Partial<Rectangle> & { width: number; height: number } {
  if (remembered !== null && screens.some((screen) => isReachable(remembered, screen))) {
    return {
      ...remembered,
      width: Math.max(remembered.width, SMALLEST_WINDOW.width),
      height: Math.max(remembered.height, SMALLEST_WINDOW.height),
    };
  }
  return {
    width: Math.min(USUAL_WINDOW.width, primary.width),
    height: Math.min(USUAL_WINDOW.height, primary.height),
  };
}

/** Its upper edge, where it is dragged, must lie on the screen. */
function isReachable(window: Rectangle, screen: Rectangle): boolean {
  const right = Math.min(window.x + window.width, screen.x + screen.width);
  const shownWidth = right - Math.max(window.x, screen.x);
  const bottom = screen.y + screen.height;
  return shownWidth >= VISIBLE_PART.width && window.y >= screen.y && window.y + VISIBLE_PART.height <= bottom;
}
