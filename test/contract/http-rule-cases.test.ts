import '../engine/rule-cases.test';
import { overOneServer } from './over-http';

// The engine’s own suite once more, through the remote backend and a real server.
overOneServer();
