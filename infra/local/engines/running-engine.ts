/** A DynamoDB that answers. */
export type RunningEngine = {
  readonly endpoint: string;
  /** Never resolves. Rejects with {@link EngineDied} where the engine ends without having been stopped. */
  readonly died: Promise<never>;
  /** Stops the engine, and does nothing where it has died. */
  readonly stop: () => Promise<void>;
};

/** Runs one kind of engine; in memory without a folder, on any free port for port 0. Throws {@link CommandError}. */
export type RunEngine = (options: {
  readonly folder: string | undefined;
  readonly port: number;
}) => Promise<RunningEngine>;
