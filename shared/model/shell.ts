/** What PowerShell takes for a single quote: the plain one and four of typography. */
const QUOTES = /['‘’‚‛]/g;

/** A value of a log as one word of a PowerShell command: in single quotes, where nothing is evaluated. */
export function powershellText(value: string): string {
  return `'${value.replaceAll(QUOTES, '$&$&')}'`;
}
