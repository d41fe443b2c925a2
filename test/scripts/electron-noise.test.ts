import { expect, test } from 'vitest';
import { isNoise } from '../../scripts/electron-noise.mjs';

test.each([
  '[123:0503/101500.123456:ERROR:bus.cc(399)] Failed to connect to the bus',
  '[123:0503/101500.123456:ERROR:viz_main_impl.cc(186)] Exiting GPU process due to errors during initialization',
  '[123:0503/101500.123456:ERROR:command_buffer_proxy_impl.cc(128)] ContextResult::kTransientFailure',
  '[123:0503/101500.123456:WARNING:dbus/bus.cc(1)] from a newer Chromium',
  'libEGL warning: MESA-LOADER: failed to open swrast',
])('drops %s', (line) => {
  expect(isNoise(line)).toBe(true);
});

test.each([
  '[123:0503/101500.123456:FATAL:gpu_data_manager_impl_private.cc(431)] GPU process is not usable. Goodbye.',
  '[123:0503/101500.123456:FATAL:bus.cc(399)] the end',
  '[123:0503/101500.123456:INFO:CONSOLE(3)] "from the page", source: x (3)',
  'Error: the words bus.cc(399) in a message of our own',
  '',
])('keeps %s', (line) => {
  expect(isNoise(line)).toBe(false);
});
