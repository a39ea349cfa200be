import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { storyOf } from '../shared/incidents/story.ts';
import { incidentPage } from '../shared/pages/incident-page.ts';
import { teamsNotifier } from '../shared/notifiers/teams/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { startChannel, type Channel } from './channel/index.ts';
import { look, lookAtDocument, startBrowser, type View } from './screenshots/browser.ts';
import { worstIncident } from './screenshots/worst-incident.ts';
import { examples, type Example } from './screenshots/examples.ts';

/** Of the run's working folder, which npm makes the project's. */
const FOLDER = join('docs', 'images');
const TIME_ZONE = 'Europe/Stockholm';
/** The moment at which every card arrives. */
const NOW = new Date('2026-03-02T10:21:00Z');
const PAGES = 'https://vigil-fjordline.azurewebsites.net/api/incident';

const VIEWS: readonly View[] = [1280, 390].flatMap((width) => [
  { width, colours: 'light' as const },
  { width, colours: 'dark' as const },
]);

/** `npm run screenshots`: takes the pictures of docs/images; exit code 1 where a card is not taken, or the page has a fault of accessibility. */
async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await startBrowser();
  try {
    for (const example of examples(PAGES)) {
      const faults = await picturesOf(browser, example);
      for (const fault of faults) console.error(`screenshots: ${fault}`);
      if (faults.length > 0) process.exitCode = 1;
    }
    const faults = await picturesOfPage(browser);
    for (const fault of faults) console.error(`screenshots: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

async function picturesOf(browser: Browser, example: Example): Promise<readonly string[]> {
  const channel = await startChannel({ now: () => NOW });
  try {
    await post(channel, example);
    const faults: string[] = [];
    for (const view of VIEWS) {
      const file = join(FOLDER, `${example.name}-${view.width}-${view.colours}.png`);
      const posts = channel.posts().length;
      const seen = await look(browser, { url: channel.pageUrl, posts, view, timeZone: TIME_ZONE });
      writeFileSync(file, seen.png);
      console.log(file);
      faults.push(...seen.faults.map((fault) => `${file}: ${fault}`));
    }
    return faults;
  } finally {
    await channel.stop();
  }
}

/** The page to which the card leads, for somebody who came by its link. */
async function picturesOfPage(browser: Browser): Promise<readonly string[]> {
  const incident = worstIncident();
  const story = storyOf(incident);
  const view = {
    incident,
    story,
    isOpen: true,
    formerly: [],
    seenAt: NOW,
    decisions: [],
    timeZone: TIME_ZONE,
  };
  const html = incidentPage(view, { query: '?code=key', nonce: 'nonce' });
  const faults: string[] = [];
  for (const one of VIEWS) {
    const file = join(FOLDER, `page-${one.width}-${one.colours}.png`);
    const seen = await lookAtDocument(browser, html, one, TIME_ZONE);
    writeFileSync(file, seen.png);
    console.log(file);
    faults.push(...seen.faults.map((fault) => `${file}: ${fault}`));
  }
  return faults;
}

/** Sends the notices as the app does; throws where one did not become a card. */
async function post({ url, posts }: Channel, { name, notices }: Example): Promise<void> {
  const appHost = new URL(PAGES).host;
  const notifier = teamsNotifier({ url, timeZone: TIME_ZONE, appHost, clock: systemClock });
  for (const [index, notice] of notices.entries()) {
    const sent = await notifier.send(notice, `${name}/${index}`);
    if (sent.is !== 'accepted') throw new Error(`${name}: ${sent.why}`);
    const shown = posts()[index];
    if (shown?.kind !== 'card') throw new Error(`${name}: ${shown?.why ?? 'nothing was posted'}`);
  }
}

await main();
