/** How long a second factor counts for the commands after it, in milliseconds (§6). */
export const STEP_UP_MS = 5 * 60_000;
