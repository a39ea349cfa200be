/** Characters that a terminal or a reader would obey instead of showing: controls, direction marks, and what has no width. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;
const MOST = 300;

/** Text from a log as it can be shown: on one line, without characters that are obeyed, and not too long. What was left out is said. */
export function plainText(text: string, most = MOST): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll(OBEYED, '�').trim();
  const shown = Array.from(line);
  return shown.length <= most
    ? line
    : `${shown.slice(0, most).join('')}… (${shown.length - most} more characters)`;
}
