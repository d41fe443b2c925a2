// Measures one placement of the engine in the real Electron: `electron <this file> --placement=worker|utility|main`.
// Prints one line of JSON. No part of the product; it speaks the product's own protocol to its built host.
const { EventEmitter } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const { Worker } = require('node:worker_threads');
const { app, BrowserWindow, utilityProcess } = require('electron');

const HOST = path.join(__dirname, '../../../out/main/engine-worker.js');
const placement = app.commandLine.getSwitchValue('placement');

/** A line to the engine's host: `send` and `onMessage`, whatever lies between. */
const LINES = {
  worker() {
    const worker = new Worker(HOST);
    return { send: (m) => worker.postMessage(m), onMessage: (hear) => worker.on('message', hear) };
  },
  utility() {
    const child = utilityProcess.fork(HOST, [], { serviceName: 'engine' });
    return { send: (m) => child.postMessage(m), onMessage: (hear) => child.on('message', hear) };
  },
  main() {
    // The host looks for the port that Electron gives a utility process; here both ends are in this thread.
    const port = new EventEmitter();
    let hear = () => undefined;
    port.postMessage = (message) => setImmediate(() => hear(structuredClone(message)));
    process.parentPort = port;
    require(HOST);
    return {
      send: (message) => setImmediate(() => port.emit('message', { data: structuredClone(message) })),
      onMessage: (listener) => (hear = listener),
    };
  },
};

function connect() {
  const line = LINES[placement]();
  const waiting = new Map();
  let nextId = 1;
  line.onMessage((message) => {
    if (message.kind === 'answer') waiting.get(message.id)(message.answer);
  });
  return (question) =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, (answer) =>
        answer.ok ? resolve(answer.value) : reject(new Error(answer.problem.code)),
      );
      line.send({ ...question, id });
    });
}

/** The longest time that main's loop stood still: so long a window neither moves nor answers. */
function watchStalls() {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

/** Proportional set size of every process of the app, so that shared pages count once. */
function memoryMB() {
  const kilobytes = app.getAppMetrics().map(({ pid, memory }) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]);
    } catch {
      return memory.workingSetSize;
    }
  });
  return kilobytes.reduce((sum, kB) => sum + kB, 0) / 1024;
}

async function measure() {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await window.loadURL('data:text/html,<title>engine placement</title>');
  window.show();

  const begun = performance.now();
  const ask = connect();
  await ask({
    kind: 'open',
    setup: {
      databaseFile: path.join(app.getPath('userData'), 'placement.db'),
      passwordCost: { memoryKiB: 1024, iterations: 1 },
      secretKey: new Uint8Array(32),
    },
  });
  const readyMs = performance.now() - begun;

  const stallOf = watchStalls();
  await ask({ kind: 'buildSample' });
  const buildMs = performance.now() - begun - readyMs;
  const longestStallMs = stallOf();

  const caller = { token: null, device: 'bench', address: 'local' };
  const trips = [];
  for (let i = 0; i < 500; i += 1) {
    const sent = performance.now();
    await ask({ kind: 'call', name: 'health.get', input: {}, caller });
    trips.push(performance.now() - sent);
  }
  trips.sort((a, b) => a - b);
  const result = { readyMs, buildMs, longestStallMs, callMs: trips[250], memoryMB: memoryMB() };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

app
  .whenReady()
  .then(measure)
  .then(
    () => app.exit(0),
    (error) => {
      process.stderr.write(`${error.stack}\n`);
      app.exit(1);
    },
  );
