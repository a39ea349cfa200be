import { anomalous, USUAL, type Detector } from '../model/finding.ts';
import { guestsADay, guestsIn, invitedLately, rowOf } from '../model/invited.ts';
import { minutesBetween } from '../model/time.ts';
import { removeGuests } from '../model/undo.ts';
import { counted } from '../model/words.ts';

/** Guests of one inviter that are a burst: within an hour, within a day, or against the inviter's own highest day. Facts of detection G2. */
const AN_HOUR = 5;
const A_DAY = 10;
const TIMES_USUAL = 3;
const SHOWN = 50;

/** Many guests at once: see `about`. */
export const guestBurst: Detector = {
  id: 'guest-burst',
  about: {
    what: 'One person, or one app, makes five guests within an hour or ten within a day, and more than on any day of the last three months.',
    why: 'Guests made from an address book keep a way in, and give the next mails a trusted sender.',
    benign: 'A partner or an event is set up; a folder is shared with many people, which makes guests too.',
    check: ['Ask the inviter, by phone.', 'Are the guests people whom the inviter mailed just before?'],
    attack: ['T1136.003'],
  },
  asked: 'each',
  habits: [],
  peaks: [guestsADay],
  windows: [invitedLately],
  detect: {
    invited(event, memory) {
      const inviter = memory.of(event.actor);
      const rows = [...inviter.recent(invitedLately), rowOf(event)];
      const day = guestsIn(rows);
      const hour = guestsIn(rows.filter(({ at }) => minutesBetween(at, event.at) <= 60));
      const usual = Math.max(0, ...inviter.peak(guestsADay));
      const many = (hour.length >= AN_HOUR || day.length >= A_DAY) && day.length > usual;
      const unlike = day.length >= AN_HOUR && day.length > TIMES_USUAL * usual && usual > 0;
      if (!many && !unlike) return USUAL;
      return anomalous({
        about: event.actor,
        key: 'burst',
        stage: 'spreading',
        severity: 'medium',
        opens: true,
        size: day.length,
        title: `Made ${counted(day.length, 'guest')} in your directory within a day`,
        facts: {
          guestCount: day.length,
          guests: day.slice(0, SHOWN),
          usual: usual === 0 ? 'no guests on any day before' : `at most ${usual} on a day before`,
        },
        evidence: rows,
        others: [],
        undo: [removeGuests(day)],
      });
    },
  },
};
