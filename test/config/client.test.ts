import { describe, expect, it } from '@jest/globals';
import { readClientConfig } from '../../shared/config.ts';

describe('the settings of a client', () => {
  it('say whom to ask', () => {
    expect(readClientConfig({ VIGIL_URL: 'https://vigil.example', VIGIL_KEY: 'k' })).toEqual({
      url: 'https://vigil.example',
      key: 'k',
      timeZone: 'UTC',
    });
  });

  it('are told as wrong all at once', () => {
    const read = (): unknown => readClientConfig({ VIGIL_URL: 'http://vigil.example', TIME_ZONE: 'x' });

    expect(read).toThrow(/^VIGIL_URL .*\. VIGIL_KEY .*`az functionapp keys list .*\. TIME_ZONE .*\.$/);
  });
});
