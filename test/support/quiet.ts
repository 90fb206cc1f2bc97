import { afterAll, beforeAll, jest } from '@jest/globals';

/** Keeps what the process of a test file writes to stderr, such as lines of the log, out of what the test run says. */
export function quiet(): void {
  let write: ReturnType<typeof mute>;
  beforeAll(() => {
    write = mute();
  });
  afterAll(() => write.mockRestore());
}

const mute = () => jest.spyOn(process.stderr, 'write').mockReturnValue(true);
