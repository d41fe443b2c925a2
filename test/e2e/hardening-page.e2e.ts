import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';

const OWN_PAGE = 'https://countersign.localhost/index.html';

let app: Application;
beforeAll(async () => {
  app = await Application.start();
});
afterAll(async () => {
  await app.stop();
});

/** What hostile script in the page would try, were there any. */
describe('from inside the page', () => {
  test('no network is reached, not even our own', async () => {
    const outcomes = await app.page.evaluate(async () => {
      const loads = (element: HTMLElement): Promise<string> =>
        new Promise((resolve) => {
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve('refused');
          // A style sheet that the policy refuses tells nobody.
          setTimeout(() => resolve('refused'), 1000);
          document.body.append(element);
        });
      const refused = (): string => 'refused';
      const image = document.createElement('img');
      image.src = 'https://example.com/a.png';
      const sheet = document.createElement('link');
      sheet.rel = 'stylesheet';
      sheet.href = 'https://example.com/a.css';
      return {
        fetch: await fetch('https://example.com/').then(() => 'reached', refused),
        local: await fetch('http://127.0.0.1:9/').then(() => 'reached', refused),
        own: await fetch('/index.html').then(() => 'reached', refused),
        socket: await new Promise((resolve) => {
          const socket = new WebSocket('wss://example.com/');
          socket.onopen = () => resolve('reached');
          socket.onerror = () => resolve('refused');
        }),
        beacon: navigator.sendBeacon('https://example.com/', 'x') ? 'queued' : 'refused',
        image: await loads(image),
        sheet: await loads(sheet),
      };
    });
    const { beacon: _queued, ...others } = outcomes;
    expect(new Set(Object.values(others))).toEqual(new Set(['refused']));
  });

  test('no packet gets out by way of calls between browsers', async () => {
    const listening = createSocket('udp4');
    const heard: string[] = [];
    listening.on('message', (_packet, from) => heard.push(from.address));
    await new Promise<void>((resolve) => listening.bind(0, '127.0.0.1', resolve));
    const gathered = await app.page.evaluate(async (port) => {
      const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
      const candidates: string[] = [];
      const done = new Promise<void>((resolve) => {
        connection.onicecandidate = ({ candidate }) =>
          candidate === null ? resolve() : void candidates.push(candidate.candidate);
        setTimeout(resolve, 3000);
      });
      connection.createDataChannel('out');
      await connection.setLocalDescription(await connection.createOffer());
      await done;
      connection.close();
      return candidates.filter((candidate) => candidate.includes(' udp '));
    }, listening.address().port);
    listening.close();
    expect({ gathered, heard }).toEqual({ gathered: [], heard: [] });
  });

  test('the bridge can’t be changed, and has no way back to the preload’s side', async () => {
    const seen = await app.page.evaluate(() => {
      const attempt = (hostile: () => unknown): string => {
        try {
          return String(hostile());
        } catch (error) {
          return (error as Error).name;
        }
      };
      const { countersign } = window;
      return {
        replaced: attempt(() => {
          'use strict';
          (window as { countersign: unknown }).countersign = { invoke: () => 'mine' };
          return window.countersign === countersign ? 'kept' : 'replaced';
        }),
        changed: attempt(() => {
          'use strict';
          (countersign as { invoke: unknown }).invoke = () => 'mine';
          return 'changed';
        }),
        // A function of Node’s side would bring its own globals along.
        node: attempt(() =>
          (countersign.invoke as never as { constructor: (text: string) => () => unknown }).constructor(
            'return process',
          )(),
        ),
      };
    });
    expect(['kept', 'TypeError']).toContain(seen.replaced);
    expect(seen.changed).toBe('TypeError');
    expect(seen.node).toMatch(/Error$/);
  });

  test('the one policy of trusted types makes nothing but nothing', async () => {
    const seen = await app.page.evaluate(() => {
      const attempt = (hostile: () => unknown): string => {
        try {
          return String(hostile());
        } catch (error) {
          return (error as Error).name;
        }
      };
      const types = (
        window as never as {
          trustedTypes: {
            createPolicy(name: string, rules: object): unknown;
            defaultPolicy: Record<
              'createHTML' | 'createScript' | 'createScriptURL',
              (text: string) => unknown
            >;
          };
        }
      ).trustedTypes;
      return {
        empty: attempt(() => (document.createElement('div').innerHTML = '')),
        second: attempt(() => types.createPolicy('mine', { createHTML: (text: string) => text })),
        again: attempt(() => types.createPolicy('default', { createHTML: (text: string) => text })),
        html: attempt(() => types.defaultPolicy.createHTML('<b>x</b>')),
        script: attempt(() => types.defaultPolicy.createScript('1')),
        url: attempt(() => types.defaultPolicy.createScriptURL('x.js')),
      };
    });
    expect(seen.empty).toBe('');
    expect(seen.second).toBe('TypeError');
    expect(seen.again).toBe('TypeError');
    for (const refused of [seen.html, seen.script, seen.url]) expect(refused).toMatch(/^(TypeError|null)?$/);
  });

  test('no text becomes markup or script', async () => {
    const outcomes = await app.page.evaluate(() => {
      const attempt = (hostile: () => unknown): string => {
        try {
          return String(hostile());
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [
        attempt(() => (document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>')),
        attempt(() => (document.createElement('script').textContent = 'window.pwned = 1')),
        attempt(() => (document.createElement('script').src = 'https://example.com/a.js')),
        attempt(() => document.write('<script>window.pwned = 1</script>')),
        attempt(() => new Worker('data:text/javascript,postMessage(1)')),
      ];
    });
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => 'TypeError'));
    expect(await app.page.evaluate(() => 'pwned' in window)).toBe(false);
  });

  test('no frame is loaded', async () => {
    const frames = await app.page.evaluate(
      async (urls) => {
        const made = urls.map((url) => {
          const frame = document.createElement('iframe');
          frame.src = url;
          document.body.append(frame);
          return frame;
        });
        await new Promise((resolve) => setTimeout(resolve, 500));
        const seen = made.map((frame) => {
          try {
            return 'countersign' in (frame.contentWindow ?? {});
          } catch {
            // An error page of Chromium's own, of no origin.
            return false;
          }
        });
        for (const frame of made) frame.remove();
        return seen;
      },
      [OWN_PAGE, 'https://example.com/', 'data:text/html,x'],
    );
    expect(frames).toEqual([false, false, false]);
  });

  test('permissions are denied', async () => {
    const outcomes = await app.page.evaluate(async () => {
      const denied = (error: Error): string => error.name;
      return {
        notification: await Notification.requestPermission(),
        location: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            () => resolve('denied'),
          ),
        ),
        clipboard: await navigator.clipboard.readText().then(() => 'given', denied),
        screen: await navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'given', denied),
        microphone: (await navigator.permissions.query({ name: 'microphone' })).state,
        camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', denied),
        devices: await Promise.all(
          (['hid', 'usb', 'serial'] as const).map(
            async (kind) =>
              (
                await ((
                  navigator as never as Record<
                    string,
                    { getDevices?(): Promise<unknown[]>; getPorts?(): Promise<unknown[]> }
                  >
                )[kind]?.[kind === 'serial' ? 'getPorts' : 'getDevices']?.() ?? [])
              ).length,
          ),
        ),
      };
    });
    expect(outcomes).toEqual({
      notification: 'denied',
      location: 'denied',
      clipboard: 'NotAllowedError',
      screen: 'NotAllowedError',
      microphone: 'denied',
      camera: expect.stringMatching(/^(NotAllowedError|NotFoundError)$/),
      devices: [0, 0, 0],
    });
  });
});
