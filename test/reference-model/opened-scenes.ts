// Opening scenes are played once in a process; every sequence goes on from a copy of what they left.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openEngine } from '../../main/engine';
import { engineOptions, foundOrganization, TestClock } from '../engine/organization-under-test';
import { found } from './model/membership';
import type { OpenedScene } from './opened-scene';
import { SCENES } from './opening-scenes';
import { Play } from './play';
import { Tally } from './tally';

const opened = new Map<number, Promise<OpenedScene>>();

/** The scene as it stands when everything in it was done; model and engine were compared there. */
export function openedScene(scene: number): Promise<OpenedScene> {
  const known = opened.get(scene);
  if (known !== undefined) return known;
  const made = open(scene);
  opened.set(scene, made);
  return made;
}

async function open(scene: number): Promise<OpenedScene> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-scene-'));
  const databaseFile = path.join(folder, 'scene.db');
  try {
    const clock = new TestClock();
    const org = await foundOrganization(await openEngine(engineOptions(clock, { databaseFile })), clock);
    const play = Play.founded(org, found(clock.now(), org.owner.email), new Tally());
    try {
      await play.open(SCENES[scene] ?? []);
    } finally {
      await org.api.close();
    }
    return {
      database: fs.readFileSync(databaseFile),
      time: clock.time,
      o: play.o,
      side: play.engine.kept(),
      story: play.story,
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
