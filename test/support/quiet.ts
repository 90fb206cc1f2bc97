import { jest } from '@jest/globals';

/** Keeps what this process writes to stderr out of what the test run says. Gives what ends that. */
export function quiet(): () => void {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => write.mockRestore();
}
