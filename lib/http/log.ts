/** One line of structured log, as JSON on stderr. Never give it a password, a token or what a message says. */
export function logError(message: string, fields: Readonly<Record<string, unknown>>): void {
  console.error(JSON.stringify({ level: 'ERROR', time: new Date().toISOString(), message, ...fields }));
}

/** An error as a log line shows it, with what caused it. */
export function loggable(error: unknown): unknown {
  if (!Error.isError(error)) return String(error);
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: loggable(cause) }) };
}
