import * as z from 'zod';
import { isCountry } from '../model/countries.ts';
import { kindOfName } from '../model/identity.ts';
import { isTooWide, networkIn } from '../model/network.ts';
import { SENSITIVITIES, type Journey, type PolicySettings } from '../model/policy.ts';
import { dayIn } from '../model/time.ts';
import { listOf } from './values.ts';

const TWO_LETTERS = 'ISO 3166-1; the United Kingdom is GB';

const countries = (name: string): z.ZodType<readonly string[], string | undefined> =>
  z
    .string()
    .transform(countriesOf)
    .refine(
      (codes) => codes.every(isCountry),
      `${name} holds something that is no country: write two letters each, as DE, AT (${TWO_LETTERS}).`,
    )
    .default([]);

/** Settings that say where people are; what each does: docs/settings.md. */
export const whereabouts = {
  TRUSTED_NETWORKS: z
    .string()
    .transform(listOf)
    .refine(
      (networks) => networks.every((network) => networkIn(network) !== undefined),
      'TRUSTED_NETWORKS holds something that is no network and no address: write them as 203.0.113.0/24, 2001:db8::/48.',
    )
    .refine(
      (networks) => !networks.some(isFarTooMuch),
      "TRUSTED_NETWORKS holds a network wider than /8 (of IPv6, /19), which is most of the internet, a thief's address too: write only the addresses of your offices and of your own VPN.",
    )
    .default([]),
  ALLOWED_COUNTRIES: countries('ALLOWED_COUNTRIES'),
  DENIED_COUNTRIES: countries('DENIED_COUNTRIES'),
  TRAVEL: z
    .string()
    .transform(notesIn)
    .refine(
      (notes) => notes.every(isNote),
      'TRAVEL holds a note that is not the address of a user, a country and a last day: write them as anna@contoso.com ES 2026-12-14; ben@contoso.com US 2027-01-05.',
    )
    .refine(
      (notes) => notes.filter(isNote).every(([, country]) => isCountry(countryIn(country))),
      `TRAVEL names something that is no country: write two letters, as ES (${TWO_LETTERS}).`,
    )
    .refine(
      (notes) => notes.filter(isNote).every(([, , day]) => dayIn(day) !== undefined),
      'TRAVEL holds a last day that is no date: write it as 2026-12-14.',
    )
    .transform((notes) => notes.map(journeyOf))
    .default([]),
  SENSITIVITY: z
    .string()
    .toLowerCase()
    .pipe(z.enum(SENSITIVITIES, `SENSITIVITY does not exist: take one of ${SENSITIVITIES.join(', ')}.`))
    .default('normal'),
};

type Read = z.output<z.ZodObject<typeof whereabouts>>;

/** What was set, for whoever judges by it. */
export function policySettingsOf(read: Read): PolicySettings {
  return {
    sensitivity: read.SENSITIVITY,
    trustedNetworks: read.TRUSTED_NETWORKS,
    allowedCountries: read.ALLOWED_COUNTRIES,
    deniedCountries: read.DENIED_COUNTRIES,
    travel: read.TRAVEL,
  };
}

/** Whether a country is said to be usual and forbidden at once; each list as it was written, undefined where there is none. */
export function isTorn(allowed: string | undefined, denied: string | undefined): boolean {
  const usual = new Set(countriesOf(allowed ?? ''));
  return countriesOf(denied ?? '').some((code) => isCountry(code) && usual.has(code));
}

function countriesOf(value: string): readonly string[] {
  return listOf(value).map(countryIn);
}

function countryIn(text: string): string {
  return text.toUpperCase();
}

function isFarTooMuch(text: string): boolean {
  const network = networkIn(text);
  return network !== undefined && isTooWide(network);
}

/** The words of each note; notes are parted by semicolons, commas or lines. */
function notesIn(value: string): readonly (readonly string[])[] {
  return value
    .split(/[;,\n]+/)
    .map((note) => note.trim())
    .filter((note) => note !== '')
    .map((note) => note.split(/\s+/));
}

function isNote(words: readonly string[]): words is readonly [string, string, string] {
  return words.length === 3 && ['mail', 'guid'].includes(kindOfName(words[0] ?? '') ?? '');
}

/** Of a note in which nothing was found wrong. */
function journeyOf([user = '', country = '', day = '']: readonly string[]): Journey {
  return { user: user.toLowerCase(), country: countryIn(country), until: dayIn(day) ?? 0 };
}
