import { anomalous, evidenceOf, type Detector } from '../model/finding.ts';

/** An account was made: see `about`. */
export const accountCreated: Detector = {
  id: 'account-created',
  about: {
    what: 'An account was made in the directory. Kept as evidence of whatever else its maker does.',
    why: 'An account of their own lets a thief in when every other door is closed, and can be made an admin.',
    benign: 'A new colleague. Alone it is never told.',
    check: ['Does somebody work here under that name?', 'Was the account given a role or a licence at once?'],
    attack: ['T1136.003'],
  },
  asked: 'each',
  habits: [],
  peaks: [],
  windows: [],
  detect: {
    'account-created'(event) {
      return anomalous({
        about: event.actor,
        key: `account:${event.target.id}`,
        stage: 'staying',
        severity: 'low',
        opens: false,
        evidenceOnly: true,
        size: 1,
        title: `Made the account ${event.target.name}`,
        facts: { account: event.target.name },
        evidence: [evidenceOf(event)],
        others: [event.target],
        undo: [
          {
            what: `Block the account ${event.target.name}, unless you know it`,
            where: `entra.microsoft.com > Users > ${event.target.name} > Edit properties > Account enabled`,
          },
        ],
      });
    },
  },
};
