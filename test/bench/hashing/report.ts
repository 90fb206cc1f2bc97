/** CPU time of hashing a password, in milliseconds. */
export type Hashing = { readonly milliseconds: number };

/** What hashing costs, as a sentence. */
export const hashingSentence = ({ milliseconds }: Hashing): string =>
  `Hashing a password (bcrypt, cost 12) takes ${milliseconds.toFixed(0)} ms of CPU on this machine, in \`users\` only.`;
