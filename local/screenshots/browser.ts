import { chromium, type Browser, type Page } from 'playwright-core';
import axe from 'axe-core';

/** How a page is looked at. */
export interface View {
  readonly width: number;
  readonly colours: 'light' | 'dark';
}

/** Where Debian has it. As root it runs without its sandbox only; grey edges of letters are the same on every screen. */
const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-lcd-text', '--font-render-hinting=none'],
};
const HEIGHT = 800;

/** The browser that takes the pictures. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch(CHROMIUM);
}

/** What a look at a page brought. */
export interface Look {
  readonly png: Buffer;
  /** What axe-core and the browser itself have against the page. */
  readonly faults: readonly string[];
}

/** Opens a channel's page, waits for so many posts, and takes all of it. */
export function look(
  browser: Browser,
  { url, posts, view, timeZone }: { url: string; posts: number; view: View; timeZone: string },
): Promise<Look> {
  return lookAt(browser, view, timeZone, async (page) => {
    await page.goto(url);
    await page
      .locator('article')
      .nth(posts - 1)
      .waitFor();
    // A channel opens at its end; a picture of all of it begins at its head.
    await page.evaluate('scrollTo(0, 0)');
  });
}

/** Takes a page that is one document and no more. */
export function lookAtDocument(browser: Browser, html: string, view: View, timeZone: string): Promise<Look> {
  return lookAt(browser, view, timeZone, (page) => page.setContent(html));
}

async function lookAt(
  browser: Browser,
  { width, colours }: View,
  timeZone: string,
  open: (page: Page) => Promise<void>,
): Promise<Look> {
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT },
    colorScheme: colours,
    timezoneId: timeZone,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => void complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => void complaints.push(error.message));
    await open(page);
    const violations = await violationsOn(page);
    const png = await page.screenshot({ fullPage: true, animations: 'disabled' });
    return { png, faults: [...complaints, ...violations] };
  } finally {
    await context.close();
  }
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{ readonly violations: readonly Violation[] }>(
    'axe.run().then(({ violations }) => ({ violations }))',
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
