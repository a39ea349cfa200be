import { describe, expect, it } from '@jest/globals';
import { outcomeOf, provesPassword } from '../../shared/model/sign-in.ts';

describe('outcomeOf', () => {
  it.each([
    ['success', [0]],
    ['wrong-password', [50126]],
    ['locked', [50053]],
    ['password-proven', [50055, 50057, 50072, 50074, 50076, 50079, 50158, 53000, 53001, 53002, 53003]],
    ['prompt', [16000, 16001, 50058, 50097, 50127, 50129, 50140, 50199, 65001, 65004, 70043, 70044]],
    ['failed', [-1, 1, 50034, 50020, 90072, 700016, 1000000, 7000215]],
  ])('%s', (outcome, codes) => {
    expect(codes.map((code) => outcomeOf(code))).toEqual(codes.map(() => outcome));
  });

  it('proves the password with a success and with what comes only after it', () => {
    expect([0, 50074, 53003].map((code) => provesPassword(code))).toEqual([true, true, true]);
    expect([-1, 50126, 50053, 50140, 50058, 90072].map((code) => provesPassword(code))).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
