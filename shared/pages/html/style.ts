import { createHash } from 'node:crypto';
import { html } from '../html.ts';

/** Red is the thief, blue what the owner can do, grey the rest; each is readable (AA) on both backgrounds of its scheme. */
export const STYLE = html`<style>
  :root {
    color-scheme: light dark;
    --page: #ffffff;
    --box: #f3f3f3;
    --text: #1b1b1b;
    --grey: #595959;
    --line: #8a8a8a;
    --red: #b3001b;
    --blue: #0b5394;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --page: #16181b;
      --box: #22262b;
      --text: #ececec;
      --grey: #b0b0b0;
      --line: #7d7d7d;
      --red: #ff8f8f;
      --blue: #8fbcff;
    }
  }
  * {
    box-sizing: border-box;
  }
  body {
    margin: 0;
    background: var(--page);
    color: var(--text);
    font:
      1rem/1.6 system-ui,
      sans-serif;
    overflow-wrap: anywhere;
  }
  main,
  footer {
    max-width: 44rem;
    margin: 0 auto;
    padding: 1rem;
  }
  h1,
  h2 {
    font-size: 1.3rem;
    line-height: 1.3;
    margin: 0 0 0.75rem;
  }
  h2 {
    margin-top: 2.5rem;
    padding-top: 0.75rem;
    border-top: 1px solid var(--line);
  }
  h3 {
    font-size: 1rem;
    margin: 1.5rem 0 0.25rem;
  }
  p,
  ul,
  ol,
  dl {
    margin: 0 0 0.75rem;
  }
  ul,
  ol {
    padding-left: 1.5rem;
  }
  li {
    margin-bottom: 0.5rem;
  }
  .severity {
    margin: 0 0 0.25rem;
    font-weight: 600;
  }
  .thief {
    color: var(--red);
  }
  .small,
  .utc,
  footer {
    font-size: 0.875rem;
    color: var(--grey);
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.25rem 1rem;
  }
  dt {
    color: var(--grey);
  }
  dd {
    margin: 0;
  }
  time,
  .utc,
  input[type='number'] {
    font-variant-numeric: tabular-nums;
  }
  .scenes {
    list-style: none;
    padding: 0;
  }
  .scenes > li {
    border-left: 0.25rem solid var(--line);
    padding-left: 0.75rem;
    margin-bottom: 1rem;
  }
  .scenes ul {
    margin: 0.25rem 0 0;
  }
  code,
  pre,
  .evidence {
    font:
      0.875rem/1.5 ui-monospace,
      monospace;
  }
  pre {
    margin: 0.25rem 0 0.75rem;
    padding: 0.75rem;
    background: var(--box);
    border-radius: 0.25rem;
    white-space: pre-wrap;
    user-select: all;
  }
  a {
    color: var(--blue);
  }
  form {
    margin: 1rem 0;
    padding: 1rem;
    border: 1px solid var(--line);
    border-radius: 0.25rem;
  }
  form h3 {
    margin-top: 0;
  }
  label {
    display: block;
    margin: 0.75rem 0 0.25rem;
    font-weight: 600;
  }
  input,
  select,
  button {
    font: inherit;
    color: inherit;
    width: 100%;
    min-height: 2.75rem;
    padding: 0.375rem 0.5rem;
    background: var(--page);
    border: 1px solid var(--line);
    border-radius: 0.25rem;
  }
  input[type='number'] {
    width: 6rem;
    text-align: right;
  }
  button {
    width: auto;
    margin-top: 1rem;
    padding: 0.375rem 1.25rem;
    font-weight: 600;
    color: var(--page);
    background: var(--blue);
    border-color: var(--blue);
  }
  :focus-visible {
    outline: 3px solid var(--blue);
    outline-offset: 2px;
  }
  pre.copy {
    font: inherit;
  }
  @media print {
    form {
      display: none;
    }
    pre {
      border: 1px solid var(--line);
    }
  }
</style>`;

const [, css = ''] = /^<style>(.*)<\/style>$/s.exec(STYLE.toString()) ?? [];
const hash = createHash('sha256').update(css).digest('base64');

/** What a page may do: show itself in its own style, and send its forms home. No script, picture or frame, whatever stands in it. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
