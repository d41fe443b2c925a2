/** Settings of this computer, and the question that closing asks once. */
export const settings = {
  menu: 'Settings…',
  title: 'Settings',
  lead: 'For this computer, whoever signs in on it.',
  notifications: 'Notifications say',
  privacy: {
    full: 'Everything',
    fullText: 'Who asks, the amount and where it goes. Anyone who sees this screen can read it.',
    'no-amounts-or-names': 'What it is, without amounts or names',
    'no-amounts-or-namesText': '“A withdrawal waits for your decision.”',
    'count-only': 'Only how many wait',
    'count-onlyText': '“3 requests wait for you.” While nobody is signed in it is always this.',
  },
  unavailable:
    'Without a notification service on this desktop, what happens is shown in this window only, while it is open.',
  closing: 'Closing the window',
  close: {
    ask: 'Asks each time',
    askText: 'Choose when it happens.',
    tray: 'Keeps it in the tray',
    trayText: 'You stay reachable: notifications go on until you are signed out.',
    quit: 'Quits',
    quitText: 'You are signed out, and nothing tells you what waits.',
  },
  failed: 'That couldn’t be kept: {{why}}',
  ask: {
    title: 'Keep Countersign in the tray?',
    text: 'There it goes on telling you what waits for your decision. Your answer is remembered; you can change it in the settings.',
    tray: 'Keep in the tray',
    quit: 'Quit',
  },
} as const;
