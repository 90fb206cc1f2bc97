import { stripTypeScriptTypes } from 'node:module';

/** Jest's transform: the type stripping that Node itself does, so that tests run the very code that Node runs. */
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
  getCacheKey: (source) => `${process.version}:${source}`,
};
