import type { Finding } from '../finding.ts';
import type { History } from '../history.ts';

/** Processes that ended by themselves. */
export const crashes = ({ crashes }: History): Finding[] =>
  crashes.map(({ process, output }) => ({ kind: 'crashed', detail: `${process}: ${output}` }));

/** Names that two were given, and names that nobody was given and yet were said to be taken. */
export const namesGivenTwice = ({ signUps }: History): Finding[] =>
  signUps.flatMap(({ username, won, unknown, taken }): Finding[] => {
    if (won > 1) return [{ kind: 'name given twice', detail: `${username} was given ${won} times` }];
    const falselyTaken = taken > 0 && won + unknown === 0;
    return falselyTaken ? [{ kind: 'falsely refused', detail: `POST /users: ${username} is taken, by nobody` }] : [];
  });
