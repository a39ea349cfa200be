import { rememberAnswers } from '../model/remember-answers.ts';

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/windows phone/i, 'windows phone'],
  [/windows/i, 'windows'],
  [/iphone|ipad|\bios\b|^ios/i, 'ios'],
  [/android/i, 'android'],
  [/mac ?os|macintosh|^mac/i, 'macos'],
  [/cros|chrome ?os/i, 'chromeos'],
  [/linux|ubuntu/i, 'linux'],
];
// Order matters: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bedg|edge/i, 'edge'],
  [/opr\/|opera/i, 'opera'],
  [/samsung/i, 'samsung'],
  [/firefox|fxios/i, 'firefox'],
  [/chrome|crios/i, 'chrome'],
  [/safari/i, 'safari'],
  [/trident|msie|^ie\b|internet explorer/i, 'ie'],
  [/rich client/i, 'rich client'],
];
/**
 * Families of operating system and browser as `windows/edge`: versions change monthly and would make every update a new device.
 * Taken from the device's own fields, else from the user agent (which the sender chooses). Undefined where neither says anything.
 */
export function deviceFamily(
  system: string | undefined,
  browser: string | undefined,
  userAgent: string | undefined,
): string | undefined {
  return familyIn(`${firstOf(system, userAgent)}\n${firstOf(browser, userAgent)}`);
}

const familyIn = rememberAnswers((texts: string): string | undefined => {
  const [system = '', browser = ''] = texts.split('\n');
  const os = SYSTEMS.find(([pattern]) => pattern.test(system))?.[1];
  const program = BROWSERS.find(([pattern]) => pattern.test(browser))?.[1];
  return os === undefined && program === undefined ? undefined : `${os ?? '?'}/${program ?? '?'}`;
});

function firstOf(field: string | undefined, userAgent: string | undefined): string {
  return field === undefined || field === '' ? (userAgent ?? '') : field;
}
