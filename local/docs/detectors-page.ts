import type { Detector } from '../../shared/model/finding.ts';

/** docs/detectors.md, from what the detectors say of themselves. */
export function detectorsPage(list: readonly Detector[]): string {
  const intro = [
    '# What Vigil looks for',
    '',
    'Made by `npm run docs` from the detectors themselves; a test holds that it is fresh.',
    '',
  ];
  return [...intro, ...list.flatMap(sectionOf)].join('\n');
}

function sectionOf({ id, about, asked, habits, peaks, windows }: Detector): readonly string[] {
  const remembers = [
    ...habits.map((habit) => `${habit.id} (${habit.keepDays} days)`),
    ...peaks.map((peak) => `${peak.id} (${peak.keepDays} days)`),
    ...windows.map((window) => `${window.id} (${window.keepMinutes / 60} h)`),
  ];
  return [
    `## ${id}`,
    '',
    about.what,
    '',
    `- **Why:** ${about.why}`,
    `- **Harmless when:** ${about.benign}`,
    ...about.check.map((check, index) => `- **Check ${index + 1}:** ${check}`),
    `- **ATT&CK:** ${about.attack.map(linked).join(', ')}`,
    `- **Asked:** ${asked === 'each' ? 'at each event' : 'once a user and minute'}`,
    `- **Remembers:** ${remembers.length === 0 ? 'nothing' : remembers.join(', ')}`,
    '',
  ];
}

function linked(technique: string): string {
  return `[${technique}](https://attack.mitre.org/techniques/${technique.replace('.', '/')}/)`;
}
