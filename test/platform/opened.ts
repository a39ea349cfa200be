import { api, type Api, type ApiOptions, type Renewable } from '../../shared/platform/api.ts';
import { fixedClock } from './a-clock.ts';

export const TOKEN = 'pretend-token';

export const credential: Renewable = {
  getToken: async () => ({ token: TOKEN, expiresOnTimestamp: Infinity }),
};

/** A client whose time is fixed and whose dice always fall half way. */
export function opened(baseUrl: string, more: Partial<ApiOptions> = {}): Api {
  return api({
    baseUrl,
    scope: 'https://graph.microsoft.com/.default',
    credential,
    clock: fixedClock(),
    random: () => 0.5,
    ...more,
  });
}
