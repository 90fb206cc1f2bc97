// A journey through the API with the client that openapi-generator makes for Go.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"strconv"
	"strings"
	"time"

	api "journey/duologue"
)

const password = "correct horse battery"

var (
	client *api.APIClient
	run    = strconv.FormatInt(time.Now().UnixMilli(), 36)
	ann    = "go-ann-" + run
	ben    = "go-ben-" + run
	cat    = "go-cat-" + run
	steps  = 0
)

func fail(step string, details ...any) {
	fmt.Println(append([]any{step + ":"}, details...)...)
	os.Exit(1)
}

func expect(step string, actual, expected any) {
	if !reflect.DeepEqual(actual, expected) {
		fail(step, "expected", expected, "got", actual)
	}
	steps++
}

func bodyOf(err error) string {
	var failure *api.GenericOpenAPIError
	if errors.As(err, &failure) {
		return string(failure.Body())
	}
	return ""
}

// Gives what a request answers, where it must succeed.
func ok[T any](value T, _ *http.Response, err error) T {
	if err != nil {
		fail("request "+strconv.Itoa(steps), err, bodyOf(err))
	}
	steps++
	return value
}

func done(_ *http.Response, err error) { ok[any](nil, nil, err) }

// Checks that a request fails with that status and code, and that the client has read the problem.
func fails[T any](status int, code string) func(T, *http.Response, error) {
	return func(_ T, response *http.Response, err error) { failed(status, code, response, err) }
}

func failed(status int, code string, response *http.Response, err error) {
	if err == nil || response == nil {
		fail(code, "no failure", err)
	}
	var failure *api.GenericOpenAPIError
	var problem struct{ Code string }
	if !errors.As(err, &failure) || json.Unmarshal(failure.Body(), &problem) != nil {
		fail(code, err)
	}
	expect(code, []any{response.StatusCode, problem.Code}, []any{status, code})
	if failure.Model() == nil {
		fail(code, "the client does not read the problem", err, string(failure.Body()))
	}
}

func as(token string) context.Context {
	return context.WithValue(context.Background(), api.ContextAccessToken, token)
}

func logIn(name, password string) (*api.Session, *http.Response, error) {
	return client.SessionsAPI.LogIn(context.Background()).Credentials(*api.NewCredentials(name, password)).Execute()
}

func signUp(name string) (*api.User, *http.Response, error) {
	return client.UsersAPI.CreateUser(context.Background()).SignUp(*api.NewSignUp(name, password)).Execute()
}

func send(ctx context.Context, sender, recipient string, content api.ContentDraft) api.ApiSendMessageRequest {
	return client.MessagesAPI.SendMessage(ctx).MessageDraft(*api.NewMessageDraft(sender, recipient, content))
}

func text(text string) api.ContentDraft {
	return api.TextDraftAsContentDraft(api.NewTextDraft("text", text))
}

// Follows a link of a page: a relative URL, whose parameters are those of the operation.
func follow(ctx context.Context, link *string) *api.Page {
	if link == nil {
		fail("follow", "there is no link")
	}
	address, err := url.Parse(*link)
	if err != nil {
		fail("follow", err)
	}
	query := address.Query()
	request := client.MessagesAPI.FetchMessages(ctx).UserA(query.Get("userA")).UserB(query.Get("userB"))
	number := func(name string) int64 {
		value, err := strconv.ParseInt(query.Get(name), 10, 64)
		if err != nil {
			fail("follow", err)
		}
		return value
	}
	for name := range query {
		switch name {
		case "userA", "userB":
		case "page":
			request = request.Page(number(name))
		case "pageSize":
			request = request.PageSize(int32(number(name)))
		case "asOf":
			request = request.AsOf(number(name))
		case "order":
			request = request.Order(query.Get(name))
		case "total":
			request = request.Total(query.Get(name) == "true")
		case "cursor":
			request = request.Cursor(query.Get(name))
		case "after":
			request = request.After(query.Get(name))
		case "poll":
			request = request.Poll(query.Get(name))
		default:
			fail("follow", "an unknown parameter", name)
		}
	}
	return ok(request.Execute())
}

func main() {
	configuration := api.NewConfiguration()
	configuration.Servers[0].URL = os.Args[1]
	client = api.NewAPIClient(configuration)

	tokens := map[string]string{}
	for _, name := range []string{ann, ben, cat} {
		expect("sign up", ok(signUp(name)).Username, name)
		tokens[name] = ok(logIn(name, password)).Token
	}
	mine := as(tokens[ann])
	write := func(content api.ContentDraft) api.ApiSendMessageRequest { return send(mine, ann, ben, content) }
	page := func() api.ApiFetchMessagesRequest {
		return client.MessagesAPI.FetchMessages(mine).UserA(ann).UserB(ben)
	}

	// Every kind of message.
	first := ok(write(text(" Good morning \U0001F44B")).Execute())
	expect("a text as it was sent", first.Content.TextContent.Text, " Good morning \U0001F44B")
	image := ok(write(api.ImageDraftAsContentDraft(api.NewImageDraft("image", "https://example.com/a.png"))).Execute())
	expect("an image has a size", []int32{image.Content.ImageContent.Width, image.Content.ImageContent.Height}, []int32{640, 480})
	draft := api.NewVideoDraft("video", "https://youtu.be/a")
	draft.SetSource("Vevo")
	draft.SetLength(9)
	video := ok(write(api.VideoDraftAsContentDraft(draft)).Execute())
	expect("a video has a source", []any{video.Content.VideoContent.Source, video.Content.VideoContent.Length}, []any{"Vevo", int32(9)})

	// A key and its replay.
	once := ok(write(text("once")).IdempotencyKey("key 1").Execute())
	again, response, err := write(text("once")).IdempotencyKey("key 1").Execute()
	expect("a replay is the same message", ok(again, response, err), once)
	expect("a replay says so", response.Header.Get("Idempotent-Replayed"), "true")
	fails[*api.Message](422, "idempotency_key_reused")(write(text("twice")).IdempotencyKey("key 1").Execute())

	// Pages, a jump, at and around, poll.
	for number := 1; number <= 6; number++ {
		ok(write(text("number " + strconv.Itoa(number))).Execute())
	}
	newest := ok(page().PageSize(4).Total(true).Execute())
	expect("a total", []int64{newest.Total.Messages, newest.Total.Pages}, []int64{10, 3})
	second := follow(mine, newest.Next.Get())
	expect("back on the newest page", follow(mine, second.Previous.Get()).Messages, newest.Messages)
	jump := ok(page().Page(3).PageSize(4).AsOf(10).Execute())
	expect("the last page", []any{*jump.Page.Get(), len(jump.Messages), jump.Next.Get() == nil}, []any{int64(3), 2, true})
	at := first.SentAt.Format("2006-01-02T15:04:05.000Z")
	expect("the page of a time", ok(page().At(at).Order("oldest").PageSize(4).Execute()).Messages[0].Id, first.Id)
	expect("the page of a message", *ok(page().Around(image.Id).PageSize(4).Execute()).Page.Get(), int64(3))
	all := ok(page().After(strings.Repeat("0", 26)).PageSize(200).Execute())
	expect("all after the beginning", len(all.Messages), 10)
	poll := follow(mine, newest.Poll.Get())
	for poll.Next.Get() != nil {
		poll = follow(mine, poll.Next.Get())
	}
	expect("a poll tells the newest", poll.Messages[len(poll.Messages)-1].Id, newest.Messages[0].Id)

	// The inbox and a receipt.
	hers := as(tokens[ben])
	inbox := func() api.Conversation {
		return ok(client.ConversationsAPI.ListConversations(hers).PageSize(50).Execute()).Conversations[0]
	}
	expect("what is unread", inbox().Unread, int32(10))
	read := newest.Messages[0].Id
	done(client.ReceiptsAPI.PutReceipt(hers).ReceiptDraft(*api.NewReceiptDraft(ann, read)).Execute())
	expect("all is read", []any{inbox().Unread, *inbox().ReadUpTo.Get()}, []any{int32(0), read})
	response, err = client.ReceiptsAPI.PutReceipt(hers).ReceiptDraft(*api.NewReceiptDraft(cat, read)).Execute()
	failed(404, "unknown_user", response, err)

	// Every error that a caller can cause, and that the types of this client let through.
	none := ann + "-x"
	fails[*api.Message](400, "invalid_request")(write(text(" ")).Execute())
	fails[*api.Message](413, "body_too_large")(write(text(strings.Repeat("x", 70_000))).Execute())
	fails[*api.Page](400, "invalid_cursor")(page().Cursor(strings.ToLower(first.Id)).Execute())
	fails[*api.Page](400, "invalid_request")(page().PageSize(201).Execute())
	fails[*api.Page](400, "invalid_request")(page().At("yesterday").Execute())
	fails[*api.Message](404, "unknown_recipient")(send(mine, ann, none, text("x")).Execute())
	fails[*api.Page](404, "unknown_user")(page().UserB(none).Execute())
	fails[*api.Message](403, "not_the_sender")(send(mine, ben, cat, text("x")).Execute())
	fails[*api.Page](403, "not_a_participant")(page().UserA(ben).UserB(cat).Execute())
	fails[*api.User](409, "username_taken")(signUp(ann))
	fails[*api.Session](401, "invalid_credentials")(logIn(ann, "another password"))
	fails[*api.Page](401, "unauthenticated")(client.MessagesAPI.FetchMessages(context.Background()).UserA(ann).UserB(ben).Execute())
	// Ten may fail in a window of time, which may end in between.
	_, response, err = logIn(cat, "another password")
	for guess := 0; guess < 20 && response.StatusCode == 401; guess++ {
		_, response, err = logIn(cat, "another password")
	}
	failed(429, "too_many_attempts", response, err)
	if seconds, _ := strconv.Atoi(response.Header.Get("Retry-After")); seconds < 1 {
		fail("Retry-After", response.Header)
	}

	hostileData(mine, write, page)
	everyProblem()

	// A new password, log out everywhere, delete.
	other := as(ok(logIn(ann, password)).Token)
	change := func(from, to string) (*http.Response, error) {
		return client.UsersAPI.ChangePassword(mine).Passwords(*api.NewPasswords(from, to)).Execute()
	}
	response, err = change("another password", "a new password")
	failed(403, "wrong_password", response, err)
	done(change(password, "a new password"))
	fails[*api.Page](401, "unauthenticated")(client.MessagesAPI.FetchMessages(other).UserA(ann).UserB(ben).Execute())
	done(client.SessionsAPI.LogOut(mine).All(true).Execute())
	fails[*api.Page](401, "unauthenticated")(page().Execute())
	mine = as(ok(logIn(ann, "a new password")).Token)
	done(client.UsersAPI.DeleteUser(mine).Execute())
	response, err = client.UsersAPI.DeleteUser(mine).Execute()
	failed(401, "unauthenticated", response, err)
	fails[*api.User](409, "username_taken")(signUp(ann))

	fmt.Println(steps, "steps")
}
