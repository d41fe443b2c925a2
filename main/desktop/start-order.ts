/** Longer than any start: a page that never asks for its script must not keep the rest from loading. */
const LONGEST_WAIT_MS = 1500;
/** Main's one thread also hands the script's bytes over; this long they get it for themselves. */
const HANDOVER_MS = 12;

/**
 * Holds back what stands behind the window until the page's script is on its way: loading it takes the thread that
 * hands out the page's files, and would run before the page instead of beside it.
 */
export function scriptOnItsWay(unserved: boolean): { answered: () => void; sent: Promise<void> } {
  let answered = (): void => undefined;
  const sent = new Promise<void>((resolve) => {
    let handover: NodeJS.Timeout | undefined;
    answered = () => {
      // The page asks for its scripts in parallel; the last one of them counts.
      clearTimeout(handover);
      handover = setTimeout(resolve, HANDOVER_MS);
    };
    if (unserved) resolve();
    else setTimeout(resolve, LONGEST_WAIT_MS);
  });
  return { answered, sent };
}
