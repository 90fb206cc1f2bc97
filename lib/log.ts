/** What a line of the log tells beside its message. Never a password, a token or what a message says. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * One line of structured log, as JSON on stderr.
 *
 * Not by the console, which Lambda's JSON log format wraps in a line of its own, with this one escaped in it.
 */
const logAt =
  (level: 'ERROR' | 'WARN') =>
  (message: string, fields: Fields = {}): void => {
    const line = { level, timestamp: new Date().toISOString(), message, ...fields };
    process.stderr.write(`${JSON.stringify(line)}\n`);
  };

/** Logs what made a request fail. */
export const logError = logAt('ERROR');

/** Logs what somebody should look into, though every request is answered as it should be. */
export const logWarning = logAt('WARN');

/** An error as a log line shows it, with what caused it. */
export function loggable(error: unknown): unknown {
  if (!Error.isError(error)) return String(error);
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: loggable(cause) }) };
}
