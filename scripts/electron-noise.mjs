// Chromium's complaints about machines without a GPU or a system bus: true, harmless, and in the way of real messages.
import { createInterface } from 'node:readline';

// A Chromium message starts like [1234:0503/101500.123456:ERROR:bus.cc(399)]; only such lines are ever dropped.
const CHROMIUM_MESSAGE = /^\[\d+:\d+[/:\d.]*:(?:INFO|WARNING|ERROR):([\w./-]+)\((\d+)\)\]\s*(.*)$/;

const NOISY_SOURCES = new Set([
  'bus.cc',
  'object_proxy.cc',
  'viz_main_impl.cc',
  'command_buffer_proxy_impl.cc',
  'gpu_process_host.cc',
  'gpu_channel_manager.cc',
  'gl_factory.cc',
  'gl_surface_egl.cc',
  'gl_surface_presentation_helper.cc',
  'gl_utils.cc',
  'angle_platform_impl.cc',
  'gl_display.cc',
  'gl_initializer_linux_x11.cc',
  'gl_ozone_egl.cc',
  'vaapi_wrapper.cc',
]);

const NOISY_LINES = [
  /sandbox_linux\.cc\(\d+\)\] InitializeSandbox\(\) called with multiple threads/,
  /^libEGL warning:/,
  /^MESA(-LOADER)?:/,
  /^dconf-WARNING/,
  /^Gtk-Message: .*Failed to load module/,
  /^\s*at (?:gl|egl|vk)\w+ \(/,
];

export function isNoise(line) {
  const source = CHROMIUM_MESSAGE.exec(line)?.[1];
  if (source !== undefined && NOISY_SOURCES.has(source.split('/').at(-1))) return true;
  return NOISY_LINES.some((pattern) => pattern.test(line));
}

/** Copies `input` to `output` line by line without the noise. */
export function passOnWithoutNoise(input, output) {
  createInterface({ input }).on('line', (line) => {
    if (!isNoise(line)) output.write(`${line}\n`);
  });
}
