using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Windows;
using Microsoft.AspNetCore.SignalR;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Windows;

/// <summary>What is scheduled is promised at once, told without what it asks, and opens once.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ScheduledTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly (string, string) Soon = ("Rooms:ScheduledAhead", "00:00:00.100");
    private static readonly QuestionDraft Draft = new()
    {
        Text = "几只鹅？",
        Options = ["一", "二"],
        Answer = 1,
        Seconds = 60,
        Winners = 2,
        ProductId = ChatFestival.Mushroom,
    };

    private static readonly PollDraft Poll = new() { Text = "先看哪里？", Options = ["鸡场", "荷塘"], Seconds = 60 };

    private static long In(TimeSpan time) => (DateTimeOffset.UtcNow + time).ToUnixTimeMilliseconds();

    private static long Later => In(TimeSpan.FromHours(1));

    [Test]
    public async Task Before_its_time_a_question_is_told_without_its_text_and_takes_no_answers()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, draws: true);
        await festival.TakeAsync(ChatFestival.Gushi, since: 1);
        festival.Prizes.Left[ChatFestival.Mushroom] = 5;
        var anchor = await festival.AnchorAsync(Room);
        var ann = await festival.PersonAsync("ann", ChatFestival.Relay, node: 1);
        var opensAt = Later;

        var scheduled = await anchor.AskAsync(Room, Draft with { OpensAt = opensAt }, "q-1");
        await ann.HearsAsync<QuestionScheduled>();
        var left = festival.Prizes.Left[ChatFestival.Mushroom];
        var again = await anchor.AskAsync(Room, Draft with { OpensAt = opensAt }, "q-1");
        var newcomer = await festival.PersonAsync("bob", Room, node: 1);
        var codes = new[]
        {
            await RoomUser.CodeOfAsync(ann.AnswerAsync(scheduled.Id, 1)), await RoomUser.CodeOfAsync(anchor.CloseAsync(scheduled.Id)),
            await RoomUser.CodeOfAsync(anchor.RevealAsync(scheduled.Id)), await RoomUser.CodeOfAsync(anchor.PauseAsync(scheduled.Id)),
            await RoomUser.CodeOfAsync(ann.CancelAsync(scheduled.Id)), await RoomUser.CodeOfAsync(ann.OpenNowAsync(scheduled.Id)),
        };
        var (seen, own) = (await ViewAsync(festival, scheduled.Id, token: null), await ViewAsync(festival, scheduled.Id, festival.AnchorToken));

        var told = ann.Heard<QuestionScheduled>().Single();
        Assert.Multiple(() =>
        {
            Assert.That((told.OpensAt, told.Winners, told.Prize!.Id, told.Strength), Is.EqualTo((opensAt, 2, ChatFestival.Mushroom, "telephone")));
            Assert.That(newcomer.Snapshot!.Questions.Select(item => item.Type), Is.EqualTo(["question.scheduled"]));
            Assert.That(JsonSerializer.Serialize(newcomer.Snapshot, ContractJson.Options), Does.Not.Contain("几只鹅"));
            Assert.That((seen.State, seen.OpensAt, seen.Text, seen.Options.Count), Is.EqualTo(("scheduled", (long?)opensAt, "", 0)));
            Assert.That((own.Text, own.Options.Count), Is.EqualTo((Draft.Text, 2)));
            Assert.That((left, again, festival.Prizes.Left[ChatFestival.Mushroom]), Is.EqualTo((3, scheduled, 3)));
            Assert.That(codes, Is.EqualTo(["quiz.closed", "schedule.early", "schedule.early", "schedule.early", "auth.forbidden", "auth.forbidden"]));
            Assert.That(ann.Faults, Is.Empty);
        });
    }

    [Test]
    public async Task A_question_opens_at_its_time_once_on_two_nodes_and_in_the_relays_room_too()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, draws: true, settings: Soon);
        await festival.TakeAsync(ChatFestival.Gushi, since: 1);
        var anchor = await festival.AnchorAsync(Room);
        var ann = await festival.PersonAsync("ann", ChatFestival.Relay, node: 1);

        var scheduled = await SoonAsync(anchor);
        await ann.HearsAsync<QuestionOpened>();
        await ann.AnswerAsync(scheduled.Id, 1);
        await anchor.OpenNowAsync(scheduled.Id);
        var late = await RoomUser.CodeOfAsync(anchor.CancelAsync(scheduled.Id));
        await anchor.CloseAsync(scheduled.Id);
        await ann.HearsAsync<QuestionClosed>();

        var (told, opened) = (ann.Heard<QuestionScheduled>().Single(), ann.Heard<QuestionOpened>().Single());
        Assert.Multiple(() =>
        {
            Assert.That(late, Is.EqualTo("schedule.over"));
            Assert.That((opened.Id, opened.Text, opened.Winners, opened.Prize!.Id), Is.EqualTo((scheduled.Id, Draft.Text, 2, ChatFestival.Goose)));
            Assert.That(opened.ClosesAt, Is.GreaterThanOrEqualTo(told.OpensAt + 60_000));
            Assert.That(ann.Copied.Select(item => item.Type), Is.EqualTo(["question.scheduled", "question.opened", "question.closed"]));
            Assert.That(ann.Copied[1].By!.Name, Is.EqualTo("Li Na"));
            Assert.That(ann.Faults, Is.Empty);
        });
    }

    /// <summary>Schedules a question that opens soon. Tries again with a later time when a slow machine sends the first one too late.</summary>
    private static async Task<QuestionOpenedReply> SoonAsync(RoomUser anchor)
    {
        while (true)
        {
            try
            {
                return await anchor.AskAsync(Room, Draft with { ProductId = ChatFestival.Goose, OpensAt = In(TimeSpan.FromSeconds(1.5)) });
            }
            catch (HubException late) when (late.Message.Contains(ScheduleErrors.Time.Code, StringComparison.Ordinal))
            {
                // The call reached the server after the time that it asks for. It is made again with a later time.
            }
        }
    }

    [Test]
    public async Task A_cancelled_question_gives_its_prize_back_and_leaves_nothing_behind()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        await festival.TakeAsync(ChatFestival.Gushi, since: 1);
        festival.Prizes.Left[ChatFestival.Mushroom] = 3;
        var anchor = await festival.AnchorAsync(Room);
        var ann = await festival.PersonAsync("ann", ChatFestival.Relay);

        var scheduled = await anchor.AskAsync(Room, Draft with { OpensAt = Later });
        var refused = await RoomUser.CodeOfAsync(anchor.AskAsync(Room, Draft with { OpensAt = Later }));
        await ann.HearsAsync<QuestionScheduled>();
        await anchor.CancelAsync(scheduled.Id);
        await anchor.CancelAsync(scheduled.Id);
        await ann.HearsAsync<QuestionCancelled>();
        var over = await RoomUser.CodeOfAsync(anchor.OpenNowAsync(scheduled.Id));
        var newcomer = await festival.PersonAsync("bob", ChatFestival.Relay);
        var asked = await anchor.AskAsync(Room, Draft with { OpensAt = Later });
        var view = await ViewAsync(festival, scheduled.Id, token: null);

        Assert.Multiple(() =>
        {
            Assert.That((refused, over), Is.EqualTo(("prize.short", "schedule.over")));
            Assert.That(ann.Heard<QuestionCancelled>().Single().Reason, Is.EqualTo(CancelReasons.Withdrawn));
            Assert.That(newcomer.Snapshot!.Questions, Is.Empty);
            Assert.That((asked.Id == scheduled.Id, festival.Prizes.Left[ChatFestival.Mushroom]), Is.EqualTo((false, 1)));
            Assert.That(view.State, Is.EqualTo(QuestionStates.Cancelled));
        });
    }

    [Test]
    public async Task Cancelling_and_opening_at_the_same_moment_do_one_of_both()
    {
        const int Questions = 10;
        await using var festival = await ChatFestival.StartAsync(nodes: 2, draws: true);
        festival.Prizes.Left[ChatFestival.Mushroom] = Questions;
        var (anchor, other) = (await festival.AnchorAsync(Room), await festival.AnchorAsync(Room, node: 1));

        var (codes, opened) = (new List<string>(), new List<QuestionId>());
        for (var i = 0; i < Questions; i++)
        {
            var asked = await anchor.AskAsync(Room, Draft with { Winners = 1, OpensAt = Later });
            var both = await Task.WhenAll(RoomUser.CodeOfAsync(anchor.OpenNowAsync(asked.Id)), RoomUser.CodeOfAsync(other.CancelAsync(asked.Id)));
            codes.Add(string.Join(' ', both.Select(code => code ?? "done").Order(StringComparer.Ordinal)));
            if (both[0] is null)
            {
                opened.Add(asked.Id);
                await anchor.CloseAsync(asked.Id);
            }
        }

        await Eventually.TrueAsync(() => anchor.Heard<QuestionOpened>().Count() + anchor.Heard<QuestionCancelled>().Count() == Questions, "all is heard");
        Assert.Multiple(() =>
        {
            Assert.That(codes, Is.All.EqualTo("done schedule.over"));
            Assert.That(anchor.Heard<QuestionOpened>().Select(one => one.Id), Is.EqualTo(opened));
            Assert.That(festival.Prizes.Left[ChatFestival.Mushroom], Is.EqualTo(Questions - opened.Count), "the prize of a cancelled one is given back, and of no other");
        });
    }

    [Test]
    public async Task What_was_told_in_a_relays_room_is_kept_there_when_the_relay_is_elsewhere()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(Room);
        var (first, second) = (await anchor.PollAsync(Room, Poll with { OpensAt = Later }), await anchor.PollAsync(Room, Poll with { OpensAt = Later }));
        var ann = await festival.GuestAsync("ann", ChatFestival.Relay);
        await festival.TakeAsync(ChatFestival.Gushi, since: 1);
        await Eventually.TrueAsync(() => ann.Heard<PollScheduled>().Count() == 2, "at a take the room is told what is scheduled");

        await festival.TakeAsync(ChatFestival.Zhanyi, since: 2);
        await ann.HearsAsync<StageOnAir>(cut => cut.Stage == ChatFestival.Zhanyi);
        await anchor.CancelAsync(first.Id);
        await ann.HearsAsync<PollCancelled>();
        await anchor.OpenNowAsync(second.Id);
        await ann.HearsAsync<PollOpened>();
        await ann.VoteAsync(second.Id, 1);
        await anchor.ClosePollAsync(second.Id);
        await ann.HearsAsync<PollRevealed>();

        Assert.That(
            ann.Copied.Select(item => item.Type), Is.EqualTo(["poll.scheduled", "poll.scheduled", "poll.cancelled", "poll.opened", "poll.revealed"]));
        Assert.That(ann.Heard<PollRevealed>().Single().Counts, Is.EqualTo([0L, 1L]));
    }

    [Test]
    public async Task One_whose_time_comes_while_another_is_open_waits_for_it_and_not_for_ever()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [Soon, ("Rooms:ScheduledPatience", "00:00:04")]);
        var anchor = await festival.AnchorAsync(Room);
        var running = await anchor.PollAsync(Room, Poll);
        var waiting = await anchor.PollAsync(Room, Poll with { OpensAt = In(TimeSpan.FromMilliseconds(300)) });

        var busy = await RoomUser.CodeOfAsync(anchor.OpenNowAsync(waiting.Id));
        await anchor.HearsAsync<PollScheduled>();
        await Eventually.TrueAsync(() => In(TimeSpan.Zero) > anchor.Heard<PollScheduled>().Single().OpensAt + 500, "its time has come");
        await anchor.ClosePollAsync(running.Id);
        await anchor.HearsAsync<PollOpened>(opened => opened.Id == waiting.Id);
        var missed = await anchor.PollAsync(Room, Poll with { OpensAt = In(TimeSpan.FromMilliseconds(300)) });
        await anchor.HearsAsync<PollCancelled>(cancelled => cancelled.Id == missed.Id);

        Assert.That(busy, Is.EqualTo("poll.busy"));
        Assert.That(anchor.Heard<PollCancelled>().Single().Reason, Is.EqualTo(CancelReasons.Missed));
    }

    [Test]
    public async Task A_restart_of_all_nodes_and_of_Redis_loses_nothing_and_a_Redis_that_is_lost_voids_it()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, draws: true);
        await festival.TakeAsync(ChatFestival.Gushi, since: 1);
        var anchor = await festival.AnchorAsync(Room);
        var kept = await anchor.AskAsync(Room, Draft with { OpensAt = Later });
        var lost = await anchor.PollAsync(Room, Poll with { OpensAt = Later });
        await festival.KillNodeAsync(festival.Nodes[0]);
        await festival.AddNodeAsync(draws: true);
        await redis.KillAsync();
        await redis.StartAgainAsync();

        var again = await festival.UserAsync(festival.AnchorToken);
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(again.JoinAsync(Room)) is null, "the room can be joined again");
        var shown = again.Snapshot!.Questions.Concat(again.Snapshot.Polls).Select(item => item.Type).ToArray();
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(again.OpenNowAsync(kept.Id)) is null, "it opens");
        await again.LearnsAsync<QuestionOpened>();
        var later = await again.AskAsync(Room, Draft with { OpensAt = Later });
        await redis.AskAsync("DEL", [.. new[] { "meta", "control", "chat", "shown" }.Select(part => (object)festival.Keys.Room(Room, part))]);
        await again.LearnsAsync<QuestionScheduled>(told => told.Id == later.Id);
        await Eventually.TrueAsync(async () => (await ShownAsync(festival)).Intersect([later.Id.Value, lost.Id.Value], StringComparer.Ordinal).Count() == 2, "a log that is lost alone tells them again");
        var ann = await festival.PersonAsync("ann", ChatFestival.Relay);
        await ann.LearnsAsync<QuestionScheduled>(scheduled => scheduled.Id == later.Id);
        await redis.AskAsync("FLUSHALL");

        await again.LearnsAsync<QuestionVoided>(voided => voided.Id == later.Id);
        await again.LearnsAsync<PollVoided>(voided => voided.Id == lost.Id);
        await ann.LearnsAsync<QuestionVoided>(voided => voided.Id == later.Id);
        Assert.That(shown, Is.EqualTo(["question.scheduled", "poll.scheduled"]));
        Assert.That(await RoomUser.CodeOfAsync(again.OpenNowAsync(later.Id)), Is.EqualTo("quiz.unknown"));
    }

    [Test]
    public async Task What_cannot_be_scheduled_is_refused_with_its_code()
    {
        await using var festival = await ChatFestival.StartAsync();
        using var anchor = festival.Http(festival.AnchorToken);

        var times = new[] { In(TimeSpan.FromSeconds(3)), In(TimeSpan.FromHours(24.1)), 14 };
        var codes = new List<string?>();
        foreach (var opensAt in times)
            codes.Add(await CodeAsync("questions", new { Draft.Text, Draft.Options, Draft.Answer, Draft.Seconds, opensAt }));
        codes.Add(await CodeAsync("polls", new { Poll.Text, Poll.Options, Poll.Seconds, opensAt = times[0] }));
        for (var i = 0; i < 12; i++)
            codes.Add(await CodeAsync("polls", new { Poll.Text, Poll.Options, Poll.Seconds, opensAt = Later }));
        codes.Add(await CodeAsync("questions", new { Draft.Text, Draft.Options, Draft.Answer, Draft.Seconds, opensAt = Later }));
        codes.Add(await CodeAsync($"polls/{Room}.none/cancel", new { }));
        codes.Add(await CodeAsync("questions/zhanyi.q/open", new { }));

        Assert.That(
            codes, Is.EqualTo([.. Enumerable.Repeat("schedule.time", 4), .. Enumerable.Repeat<string?>(null, 12), "schedule.full", "poll.unknown", "quiz.unknown"]));

        async Task<string?> CodeAsync(string path, object body)
        {
            using var answer = await anchor.PostAsJsonAsync(new Uri($"/api/v1/rooms/{Room}/{path}", UriKind.Relative), body);
            return answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
        }
    }

    /// <summary>The ids of what a newcomer is shown of the stage's room.</summary>
    private static async Task<IReadOnlyList<string>> ShownAsync(ChatFestival festival)
    {
        using var http = festival.Http();
        var snapshot = await http.GetFromJsonAsync<RoomSnapshot>(new Uri($"/api/v1/rooms/{Room}", UriKind.Relative), ContractJson.Options);
        return [.. snapshot!.Questions.Concat(snapshot.Polls).Select(item => ((IWindowEvent)item.Data).WindowId)];
    }

    private static async Task<QuestionView> ViewAsync(ChatFestival festival, QuestionId question, string? token)
    {
        using var http = festival.Http(token);
        return (await http.GetFromJsonAsync<QuestionView>(new Uri($"/api/v1/rooms/{Room}/questions/{question}", UriKind.Relative), ContractJson.Options))!;
    }
}
