// One module for all tests, so that a run loads the SDK once. The fastest come first: the first failure ends the run.
// What a `beforeAll` runs counts as run by every test, which then all run for it: such hooks only store what is to be read.
import '../lib/messages/content.test.ts';
import '../lib/messages/conversation.test.ts';
import '../lib/messages/errors.test.ts';
import '../lib/messages/message.test.ts';
import '../lib/messages/send-key.test.ts';
import '../lib/messages/notes-store.test.ts';
import '../lib/messages/send-message.test.ts';
import '../lib/messages/send-once.test.ts';
import '../lib/messages/store.test.ts';
import '../pages/fetch-page.test.ts';
import '../pages/reads.test.ts';
import '../pages/page-values.test.ts';
import '../pages/small-pages.test.ts';
import '../pages/bookmarks.test.ts';
import '../pages/trouble.test.ts';
import '../pages/places.test.ts';
import '../lib/messages/in-time.test.ts';
