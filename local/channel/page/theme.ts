type Theme = 'light' | 'dark';

const KEPT = 'vigil-channel-theme';
const wish = matchMedia('(prefers-color-scheme: dark)');

/** Lets a button switch between light and dark; until it is used, the page follows the system. */
export function themeSwitch(button: HTMLElement): void {
  const shown = (): Theme => kept() ?? (wish.matches ? 'dark' : 'light');
  const show = (): void => {
    const theme = shown();
    document.documentElement.dataset['theme'] = theme;
    button.textContent = theme === 'dark' ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Switch to ${theme === 'dark' ? 'light' : 'dark'} colours`);
  };
  button.addEventListener('click', () => {
    localStorage.setItem(KEPT, shown() === 'dark' ? 'light' : 'dark');
    show();
  });
  wish.addEventListener('change', show);
  show();
}

function kept(): Theme | undefined {
  const value = localStorage.getItem(KEPT);
  return value === 'light' || value === 'dark' ? value : undefined;
}
