import '../engine/activity.test';
import { overIpc } from './over-ipc';

// The engine’s own suite once more, as the page reaches it.
overIpc();
