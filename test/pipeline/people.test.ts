import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressSubject, TENANT, type Subject } from '../../shared/model/subject.ts';
import { createPeople, type People } from '../../shared/pipeline/people.ts';

const GUID = '7c4a8d09-1111-4000-8000-000000000001';
const PUID = '10032000a1b2c3d4';
const UPN = 'dana@contoso.example';
const OLD = 'dana.old@contoso.example';
const ALIAS = 'd.example@contoso.example';

function person(id: string, name = id): Subject {
  return { kind: 'user', id, name };
}

function peopleOf(groups: readonly (readonly string[])[], notes: readonly Subject[] = []): People {
  const people = createPeople();
  for (const group of groups) people.same(group);
  for (const note of notes) people.note(note);
  return people;
}

describe('the names of one person', () => {
  it.each([
    { name: 'an address before a GUID', groups: [[GUID, UPN]], expected: UPN },
    { name: 'a GUID before a PUID', groups: [[PUID, GUID]], expected: GUID },
    { name: 'of two addresses the first of the alphabet', groups: [[UPN, OLD]], expected: OLD },
    {
      name: 'through a chain of records',
      groups: [
        [PUID, GUID],
        [UPN, OLD],
        [GUID, UPN],
      ],
      expected: OLD,
    },
    { name: 'alone', groups: [[GUID]], expected: GUID },
    { name: 'of a record without names', groups: [[]], expected: GUID },
  ])('make one subject by the best of them: $name', ({ groups, expected }) => {
    const people = peopleOf(groups);
    const names = groups.flat().length === 0 ? [GUID] : groups.flat();

    for (const name of names) {
      expect(people.resolve(person(name)).id).toBe(expected);
      expect(people.resolve(person(name))).toBe(people.resolve(person(expected)));
    }
  });

  it('make one subject, with one id and one name, whatever the order of records', () => {
    const names = [GUID, PUID, UPN, OLD, ALIAS];
    const links = [
      [GUID, PUID],
      [UPN, GUID],
      [OLD, PUID],
      [ALIAS, OLD],
      [ALIAS, UPN],
    ];
    const notes = [person(GUID, 'Dana Example'), person(PUID), person(OLD, 'dana example'), person(UPN)];
    type Step = { readonly same: readonly string[] } | { readonly note: Subject };
    const steps: readonly Step[] = [...links.map((same) => ({ same })), ...notes.map((note) => ({ note }))];
    const shuffled = fc.shuffledSubarray([...steps], { minLength: steps.length });
    fc.assert(
      fc.property(shuffled, fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), (list, turned) => {
        const people = createPeople();
        for (const [at, step] of list.entries()) {
          if ('note' in step) people.note(step.note);
          else people.same(turned[at] === true ? step.same.toReversed() : step.same);
        }

        const found = names.map((name) => people.resolve(person(name)));
        expect(new Set(found).size).toBe(1);
        expect(found[0]).toEqual({ kind: 'user', id: ALIAS, name: 'Dana Example' });
      }),
    );
  });

  it('are joined exactly where records join them', () => {
    const names = Array.from({ length: 8 }, (_, at) => `user${at}@contoso.example`);
    const pair = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 8 }), (pairs) => {
        const people = peopleOf(pairs);
        // The slow way: spread the lowest name along the pairs until nothing moves.
        const lowest = new Map(names.map((name) => [name, name]));
        for (let round = 0; round < names.length; round += 1)
          for (const [a, b] of pairs) {
            const low = [lowest.get(a) ?? a, lowest.get(b) ?? b].toSorted()[0] ?? a;
            lowest.set(a, low).set(b, low);
          }

        expect(new Map(names.map((name) => [name, people.resolve(person(name)).id]))).toEqual(lowest);
      }),
    );
  });

  it('that share nothing are two people', () => {
    const people = peopleOf([
      [UPN, GUID],
      ['lee@contoso.example', PUID],
    ]);

    expect(people.resolve(person(GUID)).id).toBe(UPN);
    expect(people.resolve(person(PUID)).id).toBe('lee@contoso.example');
    expect(people.resolve(person('sam@contoso.example'))).toEqual(person('sam@contoso.example'));
  });
});

describe('the name a person is shown by', () => {
  it.each([
    { name: 'words before an address', notes: [UPN, 'Dana Example'], expected: 'Dana Example' },
    { name: 'words before a GUID', notes: ['Dana Example', GUID], expected: 'Dana Example' },
    { name: 'an address before a GUID', notes: [GUID, UPN], expected: UPN },
    { name: 'capitals before none', notes: ['dana example', 'Dana Example'], expected: 'Dana Example' },
    { name: 'anything before an empty name', notes: ['', GUID], expected: GUID },
    { name: 'the only one', notes: [PUID], expected: PUID },
  ])('is $name', ({ notes, expected }) => {
    const subjects = notes.map((note) => person(UPN, note));

    expect(peopleOf([[UPN, GUID]], subjects).resolve(person(GUID)).name).toBe(expected);
    expect(peopleOf([[UPN, GUID]], subjects.toReversed()).resolve(person(GUID)).name).toBe(expected);
  });

  it('is the one it comes with where nobody noted another', () => {
    expect(peopleOf([]).resolve(person(UPN, 'Dana')).name).toBe('Dana');
  });
});

describe('what is no person', () => {
  const app: Subject = { kind: 'app', id: GUID, name: 'Sync' };

  it.each([
    ['an app', app],
    ['an address', addressSubject('203.0.113.9')],
    ['the tenant', TENANT],
  ])('stays as it is: %s', (_case, subject) => {
    const people = peopleOf([[UPN, subject.id]], [person(UPN, 'Dana Example'), subject]);

    expect(people.resolve(subject)).toEqual(subject);
  });

  it('is the same object each time, and never a person of that id', () => {
    const people = peopleOf([], [app, person(GUID, 'Dana Example')]);

    expect(people.resolve({ ...app })).toBe(people.resolve(app));
    expect(people.resolve(app).name).toBe('Sync');
    expect(people.resolve(person(GUID))).toEqual(person(GUID, 'Dana Example'));
  });
});
