// Hostile data, and every problem, with the client that openapi-generator makes for Go.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strings"
	"unicode/utf8"

	api "journey/duologue"
)

func read[T any](file string) T {
	var value T
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &value)
	}
	if err != nil {
		fail(file, err)
	}
	return value
}

func filled(start, unit string, length int) string {
	return start + strings.Repeat(unit, (length-len(start))/utf8.RuneCountInString(unit))
}

// What a content says, whether it is sent or answered.
func said(content any) string {
	text, err := json.Marshal(content)
	if err != nil {
		fail("content", err)
	}
	return string(text)
}

// Hostile data come back as they were sent.
func hostileData(mine context.Context, write func(api.ContentDraft) api.ApiSendMessageRequest, page func() api.ApiFetchMessagesRequest) {
	hostile := read[struct{ Texts, LongestTextsOf, Urls, LongestUrlsOf, Keys, NameEndings []string }]("hostile.json")
	before := ok(write(text("before")).Execute()).Id
	var contents []api.ContentDraft
	for _, unit := range hostile.LongestTextsOf {
		hostile.Texts = append(hostile.Texts, filled("", unit, 4000))
	}
	for _, hostile := range hostile.Texts {
		contents = append(contents, text(hostile))
	}
	for _, unit := range hostile.LongestUrlsOf {
		hostile.Urls = append(hostile.Urls, filled("https://example.com/", unit, 2048))
	}
	for _, url := range hostile.Urls {
		image := api.NewImageDraft("image", url)
		image.SetWidth(1)
		image.SetHeight(100_000)
		video := api.NewVideoDraft("video", url)
		video.SetLength(86_400)
		video.SetSource("Other")
		contents = append(contents, api.ImageDraftAsContentDraft(image), api.VideoDraftAsContentDraft(video))
	}
	for _, content := range contents {
		expect("a content", said(ok(write(content).Execute()).Content), said(content))
	}
	written := ok(page().After(before).PageSize(200).Execute()).Messages
	expect("how many are in the page", len(written), len(contents))
	for index, message := range written {
		expect("a content in a page", said(message.Content), said(contents[index]))
	}
	for _, key := range hostile.Keys {
		sent := ok(write(text("a key")).IdempotencyKey(key).Execute())
		expect("the same key", ok(write(text("a key")).IdempotencyKey(key).Execute()).Id, sent.Id)
	}
	for _, ending := range hostile.NameEndings {
		hostileName(mine, "GO."+run+ending)
	}
}

func hostileName(mine context.Context, name string) {
	folded := strings.ToLower(name)
	expect("a name", ok(signUp(name)).Username, folded)
	theirs := as(ok(logIn(name, password)).Token)
	message := ok(send(theirs, name, strings.ToUpper(ann), text("hello")).Execute())
	expect("their name", message.Sender, folded)
	page := ok(client.MessagesAPI.FetchMessages(theirs).UserA(ann).UserB(name).Execute())
	expect("their poll", follow(theirs, page.Poll.Get()).Messages, []api.Message{*message})
	done(client.ReceiptsAPI.PutReceipt(mine).ReceiptDraft(*api.NewReceiptDraft(name, message.Id)).Execute())
	for _, listed := range ok(client.ConversationsAPI.ListConversations(mine).PageSize(50).Execute()).Conversations {
		if listed.Contact == folded {
			expect("their conversation", []any{listed.Newest, *listed.ReadUpTo.Get()}, []any{*message, message.Id})
			return
		}
	}
	fail("their conversation", "is not listed")
}

func withoutValue[T any](_ T, response *http.Response, err error) (*http.Response, error) {
	return response, err
}

func request(operation string) (*http.Response, error) {
	ctx := as("x")
	switch operation {
	case "createUser":
		return withoutValue(signUp("ann"))
	case "changePassword":
		return client.UsersAPI.ChangePassword(ctx).Passwords(*api.NewPasswords("x", password)).Execute()
	case "deleteUser":
		return client.UsersAPI.DeleteUser(ctx).Execute()
	case "logIn":
		return withoutValue(logIn("ann", "x"))
	case "logOut":
		return client.SessionsAPI.LogOut(ctx).Execute()
	case "sendMessage":
		return withoutValue(send(ctx, "ann", "ben", text("x")).Execute())
	case "fetchMessages":
		return withoutValue(client.MessagesAPI.FetchMessages(ctx).UserA("ann").UserB("ben").Execute())
	case "listConversations":
		return withoutValue(client.ConversationsAPI.ListConversations(ctx).Execute())
	case "putReceipt":
		return client.ReceiptsAPI.PutReceipt(ctx).ReceiptDraft(*api.NewReceiptDraft("ann", strings.Repeat("0", 26))).Execute()
	}
	return nil, errors.New(operation + " is not known")
}

// Every problem that each operation can answer.
func everyProblem() {
	product := client
	for _, wanted := range read[[]struct {
		Operation, Code, Detail string
		Status                  int
	}]("problems.json") {
		configuration := api.NewConfiguration()
		configuration.Servers[0].URL = os.Args[2] + "/" + wanted.Code
		client = api.NewAPIClient(configuration)
		response, err := request(wanted.Operation)
		failed(wanted.Status, wanted.Code, response, err)

		var failure *api.GenericOpenAPIError
		var problem struct {
			Code, Detail string
			Errors       []map[string]string
		}
		errors.As(err, &failure)
		if err := json.Unmarshal([]byte(said(failure.Model())), &problem); err != nil {
			fail(wanted.Code, err)
		}
		expect("what a problem says", []string{problem.Code, problem.Detail}, []string{wanted.Code, wanted.Detail})
		where := ""
		for _, fault := range problem.Errors {
			for _, name := range []string{"pointer", "parameter", "header"} {
				if fault[name] != "" {
					where += name + " "
				}
			}
		}
		expect("where", where == "pointer parameter header ", wanted.Code == "invalid_request")
	}
	client = product
}
