import { describe, expect, it } from '@jest/globals';
import { story } from '../../local/story/index.ts';
import { storyOf } from '../../shared/incidents/story.ts';
import { incidentText } from '../../shared/pages/incident-text.ts';
import { summaryText } from '../../shared/pages/summary-text.ts';
import { evidenceOf, replayed } from '../support/replaying.ts';

const { signIns, audits, traces, unified } = story();
const told = replayed([...signIns, ...audits, ...traces, ...unified]);
const critical = told.incidents.find(({ severity }) => severity === 'critical');

describe('the story', () => {
  it('is one incident of medium or above, of five stages in order', () => {
    expect(told.incidents.filter(({ severity }) => severity !== 'low').map(({ id }) => id)).toEqual([
      critical?.id,
    ]);
    expect(critical).toMatchObject({
      about: { id: 'dana.reyes@fjordline.example', name: 'Dana Reyes' },
      stages: ['credential-known', 'inside', 'staying', 'hiding', 'spreading'],
    });
  });

  it('is linked to what is told of the address', () => {
    const [address] = told.incidents.filter(({ about }) => about.kind === 'address');

    expect(critical?.linked).toEqual([address?.id]);
    expect(address?.linked).toEqual([critical?.id]);
  });

  it('has six acts, each found by its detector', () => {
    expect(new Set(critical?.findings.map(({ detector }) => detector))).toEqual(
      new Set([
        'password-guessing',
        'unfamiliar-sign-in',
        'mfa-method-added',
        'inbox-rule-hides',
        'mass-send',
        'contacts-become-guests',
        'guest-burst',
        'guest-invited',
      ]),
    );
  });

  it('counts whom was mailed and who was made a guest', () => {
    const fact = (detector: string): unknown =>
      critical?.findings.find((one) => one.detector === detector)?.facts;

    expect(fact('mass-send')).toMatchObject({ recipientCount: 214, subject: 'Invoice 2026-118' });
    expect(fact('contacts-become-guests')).toMatchObject({ guestCount: 36, contacts: 36 });
  });

  it.each(['sign-ins', 'audits', 'unified'] as const)(
    'loses exactly the evidence of a record that is taken out of the %s',
    (source) => {
      const records = { 'sign-ins': signIns, audits, unified }[source] as readonly {
        readonly id?: string;
        readonly Id?: string;
      }[];
      const cited = evidenceOf(told);
      const idOf = (record: object): unknown =>
        'Id' in record ? record.Id : 'id' in record ? record.id : undefined;
      const isCited = (record: object): boolean =>
        [...cited].some((one) => one.endsWith(`|${String(idOf(record))}`));
      const [victim] = records.filter(isCited);
      const without = [...signIns, ...audits, ...traces, ...unified].filter((record) => record !== victim);

      const left = evidenceOf(replayed(without));

      expect(victim).toBeDefined();
      expect(left).toEqual(
        new Set([...cited].filter((one) => !one.endsWith(`|${String(idOf(victim ?? {}))}`))),
      );
    },
  );

  it('reads as a tired person needs it', () => {
    const style = { timeZone: 'Europe/Stockholm', width: 100, strong: (text: string) => text };
    const text = critical === undefined ? '' : incidentText(storyOf(critical), style);

    expect(text.split('\n')[0]).toBe(`Critical: somebody is inside now.  ${critical?.id}`);
    expect(text).toMatch(
      /in order\n {2}Mon 2 Mar 2026, CET\n {4}10:12 {2}The password of Dana Reyes was guessed/,
    );
    expect(text).toContain('    10:12  Signed in from Lagos, Nigeria, on a rented server');
    expect(text).toMatch(/- address 102\.38\.200\.77, network .*AS40676/);
    expect(text).toMatch(
      /- the sign-in before: Vastra Gotaland, Sweden, Telia.* 3 days before,\s+[\d,]+ km away, Fri 27 Feb 2026 13:55 CET/,
    );
    expect(text).not.toMatch(/\(\+\d+\)/);
    expect(text).toMatch(/Who was mailed\n {2}214 people with the subject "Invoice 2026-118"/);
    expect(text).toMatch(/How they got past MFA\n {2}It was not asked/);
    expect(text).toMatch(/What to do now\n {2}1\. Block sign-in of Dana Reyes/);
    expect(text).toMatch(/2\. Reset the password of Dana Reyes\.\n.*\n {2}3\. Remove Authenticator App/);
    expect(text).not.toContain('If it was not');
    expect(text).toContain('A warning you can send to those who were mailed or invited');
    expect(text).toMatch(/Evidence.*\n {2}2026-03-02T09:12:00Z password-guessing \(T1110\.001\): sign-ins /);
    expect(text.split('\n').filter((line) => line.length > 100 && !line.includes('Update-MgUser'))).toEqual(
      [],
    );
    expect(summaryText(told.summary, style)).toContain('Taken for your own domains: fjordline.example.');
  });
});
