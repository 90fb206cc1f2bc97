/** What `--help` of `deploy` and of `destroy` says of the settings of `infra/settings.ts`. */
export const settingsUsage = `Settings, each as -c name=value; put permanent ones into "context" in cdk.json:
  name=Chat                  the stack, and the prefix of its tables (Duologue)
  regions=eu-west-1,...      where to run, home first (the region of the credentials)
  leaving=eu-west-1          a region whose tables the next deployment may delete
  removal=keep|destroy       whether the tables outlive the stack (keep)
  allowOrigins=https://...   the web origins that may call (*)
  alarms=me@example.com      whom to tell (nobody)
  bookmarks=2                their generation: a number never used before discards all that were set (1)
  tracing=true               traces in X-Ray, each of which costs (false)
  architecture=arm64|x86_64  of the functions (arm64)

--profile NAME names the credentials.`;
