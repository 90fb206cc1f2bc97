import { SIGN_UPS_VARIABLE, UNLIMITED } from '../../lib/sessions/limits.ts';
import { TABLE_PREFIX_VARIABLE } from '../../lib/tables.ts';

/** Whether an endpoint is AWS itself, where no credentials may be made up and no tables created. */
export const isAws = (endpoint: string): boolean =>
  /\.(amazonaws\.com|amazonaws\.com\.cn|api\.aws)$/.test(new URL(endpoint).hostname);

/**
 * Sets what Lambda would find in its environment, and gives the prefix of the tables. A local engine gets made-up
 * credentials where none are set, also in place of a profile's: it checks no signature, and a profile may have expired.
 */
export function setEnvironment(environment: NodeJS.ProcessEnv, endpoint: string): string {
  environment.AWS_ENDPOINT_URL_DYNAMODB = endpoint;
  if (!isAws(endpoint)) {
    environment.AWS_REGION ||= environment.AWS_DEFAULT_REGION || 'us-east-1';
    if (!environment.AWS_ACCESS_KEY_ID) {
      environment.AWS_ACCESS_KEY_ID = 'local';
      environment.AWS_SECRET_ACCESS_KEY = 'local';
      delete environment.AWS_PROFILE;
    }
  }
  // Everybody who tries the chat on a laptop comes from one address.
  environment[SIGN_UPS_VARIABLE] ||= UNLIMITED;
  environment[TABLE_PREFIX_VARIABLE] ||= 'Duologue';
  return environment[TABLE_PREFIX_VARIABLE];
}
