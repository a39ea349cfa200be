import { expect, it } from '@jest/globals';
import { rememberAnswers } from '../../shared/model/remember-answers.ts';

it('asks once for each text, also where there is no answer, and keeps no more than 20,000', () => {
  const asked: string[] = [];
  const answer = rememberAnswers((text) => {
    asked.push(text);
    return undefined;
  });
  answer('first');
  answer('first');
  expect(asked).toEqual(['first']);
  for (let number = 1; number < 20_000; number += 1) answer(String(number));
  answer('first');
  expect(asked).toHaveLength(20_000);
  answer('one more');
  answer('first');
  expect(asked.slice(-2)).toEqual(['one more', 'first']);
});
