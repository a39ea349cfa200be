import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { PAGE_POLICY, STYLE } from '../../shared/pages/html/style.ts';
import { incidentPage } from '../../shared/pages/incident-page.ts';
import { GIVEN } from './a-page.ts';
import { aView } from './a-view.ts';

describe('the style', () => {
  it('is the only thing that the policy lets in', () => {
    const style = /<style>(.*)<\/style>/s.exec(incidentPage(aView(), GIVEN))?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');

    expect(PAGE_POLICY).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    );
    expect(style).not.toMatch(/url\(|@import/);
  });

  it.each(['light', 'dark'])('can be read: %s', (scheme) => {
    const [light = '', dark = ''] = [...STYLE.toString().matchAll(/:root \{([^}]+)\}/g)].map(
      ([, body]) => body,
    );
    const colour = (name: string): string =>
      new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(scheme === 'light' ? light : dark)?.[1] ?? '';
    const texts = ['text', 'grey', 'red', 'blue'].map((name) => contrast(colour(name), colour('page')));

    expect(Math.min(...texts, contrast(colour('text'), colour('box')))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('line'), colour('page'))).toBeGreaterThanOrEqual(3);
  });
});

/** WCAG 2: contrast ratio. */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
