import { ON_EVERY_ANSWER } from './answers';

/**
 * The one page of the server, for a person’s own browser: asks the authenticator for what a desktop began, and hands it
 * back by a link. It shows nothing that came from outside but as text, and loads nothing from anywhere else.
 */
export const PASSKEY_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Countersign: your passkey</title>
<link rel="stylesheet" href="/passkey/page.css">
<script src="/passkey/page.js" defer></script>
</head>
<body>
<main>
<p class="brand">Countersign</p>
<h1 id="title">Your passkey is asked for</h1>
<p id="text" role="status">Go on only if you have just asked for this in Countersign, on this computer. If somebody sent you here, close this page.</p>
<p><button id="go" type="button" disabled>Go on</button> <a id="back" hidden>Back to Countersign</a></p>
<noscript><p>This page needs JavaScript to reach your passkey.</p></noscript>
</main>
</body>
</html>
`;

export const PASSKEY_STYLE = `:root { color-scheme: light dark; --ground: #eef2f5; --sheet: #fff; --ink: #162025; --mid: #4a5960; --accent: #12607a; --on: #fff; }
@media (prefers-color-scheme: dark) { :root { --ground: #0c1114; --sheet: #171c1f; --ink: #e8eef1; --mid: #a3b1b8; --accent: #5fc3e0; --on: #06222c; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { width: min(30rem, calc(100vw - 2rem)); padding: 2rem; border-radius: 12px; background: var(--sheet); }
.brand { margin: 0; color: var(--accent); font-weight: 600; }
h1 { margin: .5rem 0; font-size: 1.375rem; line-height: 1.25; }
#text { color: var(--mid); }
button, a { display: inline-block; padding: .6rem 1.1rem; border: 0; border-radius: 8px; background: var(--accent); color: var(--on); font: inherit; font-weight: 600; text-decoration: none; }
button:disabled { opacity: .5; }
[hidden] { display: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
`;

export const PASSKEY_SCRIPT = `'use strict';
(() => {
  const element = (id) => document.getElementById(id);
  const say = (title, text) => {
    element('title').textContent = title;
    element('text').textContent = text;
  };
  const code = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);

  const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
  const text = (buffer) => {
    let binary = '';
    for (const one of new Uint8Array(buffer)) binary += String.fromCharCode(one);
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  };
  const known = (list) => list.map((one) => ({ ...one, id: bytes(one.id) }));

  const ask = async (path, body) => {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'omit',
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail);
    return answer;
  };

  const make = async (options) => {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: known(options.excludeCredentials),
      },
    });
    const { response } = made;
    return shaped(made, {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      ...(response.getTransports ? { transports: response.getTransports() } : {}),
    });
  };
  const sign = async (options) => {
    const made = await navigator.credentials.get({
      publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) },
    });
    const { response } = made;
    return shaped(made, {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      ...(response.userHandle ? { userHandle: text(response.userHandle) } : {}),
    });
  };
  const shaped = (made, response) => ({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response,
    ...(made.authenticatorAttachment ? { authenticatorAttachment: made.authenticatorAttachment } : {}),
    clientExtensionResults: {},
  });

  const go = element('go');
  const start = async () => {
    if (!window.PublicKeyCredential) return say('This browser has no passkeys', 'Open this page in another browser.');
    let asked;
    try {
      asked = await ask('/v1/passkey-ceremonies/open', { code });
    } catch (error) {
      return say('There is nothing to do here', error.message);
    }
    const isNew = asked.kind === 'create';
    go.textContent = isNew ? 'Make the passkey' : 'Use your passkey';
    go.disabled = false;
    if (isNew) element('title').textContent = 'A passkey for ' + asked.options.user.name;
    go.addEventListener('click', async () => {
      go.disabled = true;
      try {
        const credential = await (isNew ? make : sign)(asked.options);
        const { link } = await ask('/v1/passkey-ceremonies/finish', { code, credential });
        say('Done', 'Go back to Countersign; you can close this page.');
        go.hidden = true;
        const back = element('back');
        back.href = link;
        back.hidden = false;
        back.focus();
        location.href = link;
      } catch (error) {
        say('That did not work', error.name === 'NotAllowedError' ? 'It was cancelled, or took too long. You can try again.' : error.message);
        go.disabled = false;
      }
    });
    go.focus();
  };
  void start();
})();
`;

/** Its own scripts, its own styles, its own server, and nothing else. */
export const PASSKEY_PAGE_HEADERS = {
  ...ON_EVERY_ANSWER,
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'publickey-credentials-get=(self), publickey-credentials-create=(self)',
  'X-Frame-Options': 'DENY',
} as const;
