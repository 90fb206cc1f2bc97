"""A journey through the API with the client that openapi-generator makes for Python."""

import json
import sys
import time
from urllib.parse import parse_qsl, urlsplit

import duologue as api
from duologue.exceptions import ApiException

PASSWORD = "correct horse battery"
RUN = str(int(time.time() * 1000))
ANN, BEN, CAT = (f"py-{role}-{RUN}" for role in ("ann", "ben", "cat"))
steps = 0


def expect(step, actual, expected):
    global steps
    if actual != expected:
        sys.exit(f"{step}: expected {expected!r}, got {actual!r}")
    steps += 1


def fails(status, code, request, *args, **options):
    """Checks that a request fails so, and that the client has read the problem."""
    try:
        request(*args, **options)
    except ApiException as error:
        expect(code, (error.status, json.loads(error.body)["code"]), (status, code))
        if error.data is None:
            sys.exit(f"{code}: the client does not read the problem")
        return error
    sys.exit(f"{code}: no failure")


class Client:
    """The operations, with one token or none."""

    def __init__(self, token=None, url=sys.argv[1]):
        # By itself urllib3 would wait for as long as Retry-After says, and ask again.
        client = api.ApiClient(api.Configuration(host=url, access_token=token, retries=0))
        self.users, self.sessions, self.messages = api.UsersApi(client), api.SessionsApi(client), api.MessagesApi(client)
        self.conversations, self.receipts = api.ConversationsApi(client), api.ReceiptsApi(client)

    def page(self, user_a=ANN, user_b=BEN, **parameters):
        return self.messages.fetch_messages(user_a, user_b, **parameters)

    def follow(self, link):
        """Follows a link of a page: a relative URL, whose parameters are those of the operation."""
        names = {"userA": "user_a", "userB": "user_b", "pageSize": "page_size", "asOf": "as_of"}
        numbers = ("page", "pageSize", "asOf")
        query = parse_qsl(urlsplit(link).query)
        return self.page(**{names.get(name, name): int(value) if name in numbers else value for name, value in query})

    def send(self, content, recipient=BEN, sender=ANN, **options):
        draft = api.MessageDraft(sender=sender, recipient=recipient, content=api.ContentDraft(content))
        return self.messages.send_message(draft, **options)


def text(text):
    return api.TextDraft(type="text", text=text)


def sign_up(name):
    return stranger.users.create_user(api.SignUp(username=name, password=PASSWORD))


def log_in(name, password=PASSWORD):
    return stranger.sessions.log_in(api.Credentials(username=name, password=password))


stranger = Client()
for name in (ANN, BEN, CAT):
    expect("sign up", sign_up(name).username, name)
mine, hers = Client(log_in(ANN).token), Client(log_in(BEN).token)

# Every kind of message.
first = mine.send(text(" Good morning \U0001f44b"))
expect("a text as it was sent", first.content.actual_instance.text, " Good morning \U0001f44b")
image = mine.send(api.ImageDraft(type="image", url="https://example.com/a.png"))
expect("an image has a size", (image.content.actual_instance.width, image.content.actual_instance.height), (640, 480))
video = mine.send(api.VideoDraft(type="video", url="https://youtu.be/a", source="Vevo", length=9))
expect("a video has a source", (video.content.actual_instance.source, video.content.actual_instance.length), ("Vevo", 9))

# A key and its replay.
once = mine.send(text("once"), idempotency_key="key 1")
draft = api.MessageDraft(sender=ANN, recipient=BEN, content=api.ContentDraft(text("once")))
again = mine.messages.send_message_with_http_info(draft, idempotency_key="key 1")
expect("a replay is the same message", again.data, once)
expect("a replay says so", again.headers["idempotent-replayed"], "true")
fails(422, "idempotency_key_reused", mine.send, text("twice"), idempotency_key="key 1")

# Pages, a jump, at and around, poll.
for number in range(1, 7):
    mine.send(text(f"number {number}"))
newest = mine.page(page_size=4, total=True)
expect("a total", (newest.total.messages, newest.total.pages), (10, 3))
second = mine.follow(newest.next)
expect("back on the newest page", mine.follow(second.previous).messages, newest.messages)
jump = mine.page(page=3, page_size=4, as_of=10)
expect("the last page", (jump.page, len(jump.messages), jump.next), (3, 2, None))
at = first.sent_at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{first.sent_at.microsecond // 1000:03}Z"
expect("the page of a time", mine.page(at=at, order="oldest", page_size=4).messages[0].id, first.id)
expect("the page of a message", mine.page(around=image.id, page_size=4).page, 3)
expect("all after the beginning", len(mine.page(after="0" * 26, page_size=200).messages), 10)
poll = mine.follow(newest.poll)
while poll.next:
    poll = mine.follow(poll.next)
expect("a poll tells the newest", poll.messages[-1].id, newest.messages[0].id)


# The inbox and a receipt.
def inbox():
    return hers.conversations.list_conversations(page_size=50).conversations[0]


expect("what is unread", inbox().unread, 10)
read = newest.messages[0].id
hers.receipts.put_receipt(api.ReceiptDraft(contact=ANN, readUpTo=read))
expect("all is read", (inbox().unread, inbox().read_up_to), (0, read))
fails(404, "unknown_user", hers.receipts.put_receipt, api.ReceiptDraft(contact=CAT, readUpTo=read))

# Every error that a caller can cause, and that this client, which checks requests itself, lets through.
none = ANN + "x"
fails(400, "invalid_request", mine.send, api.ImageDraft(type="image", url="https://[/"))
fails(400, "invalid_request", mine.page, page=1, after="0" * 26)
fails(400, "invalid_cursor", mine.page, around="7" + "Z" * 25)
fails(404, "unknown_recipient", mine.send, text("x"), recipient=none)
fails(404, "unknown_user", mine.page, user_b=none)
fails(403, "not_the_sender", mine.send, text("x"), sender=BEN, recipient=CAT)
fails(403, "not_a_participant", mine.page, user_a=BEN, user_b=CAT)
fails(409, "username_taken", sign_up, ANN)
fails(413, "body_too_large", stranger.users.create_user, api.SignUp(username=CAT, password="x" * 70_000))
typed = {"_content_type": "application/problem+json"}
fails(415, "unsupported_media_type", stranger.users.create_user, api.SignUp(username=CAT, password=PASSWORD), **typed)
fails(401, "invalid_credentials", log_in, ANN, "another password")
fails(401, "unauthenticated", stranger.page)
# Ten may fail in a window of time, which may end in between.
for guess in range(21):
    try:
        log_in(CAT, "another password")
    except ApiException as error:
        limited = error
        if error.status != 401:
            break
expect("guessing too often", (limited.status, limited.data.actual_instance.code if hasattr(limited.data, "actual_instance") else limited.data.code), (429, "too_many_attempts"))
expect("when to try again", int(limited.headers["retry-after"]) > 0, True)

# Hostile data come back as they were sent.
with open("hostile.json", encoding="utf-8") as file:
    hostile = json.load(file)


def filled(start, unit, length):
    return start + unit * ((length - len(start)) // len(unit))


before = mine.send(text("before")).id
texts = hostile["texts"] + [filled("", unit, 4000) for unit in hostile["longestTextsOf"]]
urls = hostile["urls"] + [filled("https://example.com/", unit, 2048) for unit in hostile["longestUrlsOf"]]
contents = (
    [text(hostile_text) for hostile_text in texts]
    + [api.ImageDraft(type="image", url=url, width=1, height=100_000) for url in urls]
    + [api.VideoDraft(type="video", url=url, length=86_400, source="Other") for url in urls]
)
for content in contents:
    expect("a content", mine.send(content).content.to_dict(), content.to_dict())
written = [message.content.to_dict() for message in mine.page(after=before, page_size=200).messages]
expect("contents in a page", written, [content.to_dict() for content in contents])
for key in hostile["keys"]:
    sent = mine.send(text("a key"), idempotency_key=key)
    expect("the same key", mine.send(text("a key"), idempotency_key=key).id, sent.id)

for ending in hostile["nameEndings"]:
    name = f"PY.{RUN}{ending}"
    expect("a name", sign_up(name).username, name.lower())
    theirs = Client(log_in(name).token)
    message = theirs.send(text("hello"), recipient=ANN.upper(), sender=name)
    page = theirs.page(user_b=name)
    expect("their poll", theirs.follow(page.poll).messages, [message])
    expect("their name", message.sender, name.lower())
    mine.receipts.put_receipt(api.ReceiptDraft(contact=name, readUpTo=message.id))
    listed = [one for one in mine.conversations.list_conversations(page_size=50).conversations if one.contact == name.lower()]
    expect("their conversation", [(one.newest, one.read_up_to) for one in listed], [(message, message.id)])

# Every problem that each operation can answer.
requests = {
    "createUser": lambda to: to.users.create_user(api.SignUp(username="ann", password=PASSWORD)),
    "changePassword": lambda to: to.users.change_password(api.Passwords(password="x", newPassword=PASSWORD)),
    "deleteUser": lambda to: to.users.delete_user(),
    "logIn": lambda to: to.sessions.log_in(api.Credentials(username="ann", password="x")),
    "logOut": lambda to: to.sessions.log_out(),
    "sendMessage": lambda to: to.send(text("x")),
    "fetchMessages": lambda to: to.page(),
    "listConversations": lambda to: to.conversations.list_conversations(),
    "putReceipt": lambda to: to.receipts.put_receipt(api.ReceiptDraft(contact="ann", readUpTo=before)),
}
with open("problems.json", encoding="utf-8") as file:
    problems = json.load(file)
for problem in problems:
    to = Client("x", f"{sys.argv[2]}/{problem['code']}")
    data = fails(problem["status"], problem["code"], requests[problem["operation"]], to).data
    read = getattr(data, "actual_instance", data)
    expect("what a problem says", (read.code, read.detail), (problem["code"], problem["detail"]))
    places = [next(iter(fault.to_dict())) for fault in getattr(read, "errors", [])]
    expect("where", places, ["pointer", "parameter", "header"] if read.code == "invalid_request" else [])

# A new password, log out everywhere, delete.
other = Client(log_in(ANN).token)
wrong = api.Passwords(password="another password", newPassword="a new password")
fails(403, "wrong_password", mine.users.change_password, wrong)
mine.users.change_password(api.Passwords(password=PASSWORD, newPassword="a new password"))
fails(401, "unauthenticated", other.page)
mine.sessions.log_out(all=True)
fails(401, "unauthenticated", mine.page)
mine = Client(log_in(ANN, "a new password").token)
mine.users.delete_user()
fails(401, "unauthenticated", mine.users.delete_user)
fails(409, "username_taken", sign_up, ANN)

print(f"{steps} steps")
