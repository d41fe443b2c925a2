import '../engine/deposit-import.test';
import { overHttp } from './over-http';

// The engine’s own suite once more, through the remote backend and a real server.
overHttp();
