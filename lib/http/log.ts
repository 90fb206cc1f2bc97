/**
 * One line of structured log, as JSON on stderr. Never give it a password, a token or what a message says.
 *
 * Not by the console, which Lambda's JSON log format wraps in a line of its own, with this one escaped in it.
 */
export function logError(message: string, fields: Readonly<Record<string, unknown>>): void {
  const line = { level: 'ERROR', timestamp: new Date().toISOString(), message, ...fields };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/** An error as a log line shows it, with what caused it. */
export function loggable(error: unknown): unknown {
  if (!Error.isError(error)) return String(error);
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: loggable(cause) }) };
}
