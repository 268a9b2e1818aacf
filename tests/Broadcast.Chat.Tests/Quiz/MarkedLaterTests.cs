using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Windows;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Quiz;

/// <summary>Questions that are asked without a right option, and questions that are called off.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MarkedLaterTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly StageId Marked = StageId.Parse("early");
    private static readonly StageId Unmarked = StageId.Parse("late");
    private static readonly StageId Raced = StageId.Parse("raced");
    private static readonly StageId Forgotten = StageId.Parse("forgotten");
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二", "三"], Seconds = 60, Winners = 3 };

    private ChatFestival _festival = null!;

    /// <summary>Each test has a stage of its own.</summary>
    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _festival = await ChatFestival.StartAsync(nodes: 2, draws: true);
        await _festival.ChangeFactsAsync(facts => facts with { Stages = [.. facts.Stages, .. new[] { Marked, Unmarked, Raced, Forgotten }.Select(stage => facts.Stages[0] with { Id = stage, KeyDigest = $"digest-{stage}" })] });
        foreach (var node in _festival.Nodes)
            await Eventually.TrueAsync(() => node.Services.GetRequiredService<FactsReader>().Current.Stage(Raced) is not null, "the node knows the stages");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _festival.DisposeAsync();

    [Test]
    public async Task The_option_that_is_marked_last_before_the_close_is_right_and_nobody_is_told_it_before_the_reveal()
    {
        var (ann, bob) = (await _festival.PersonAsync("ann", Marked.Room), await _festival.PersonAsync("bob", Marked.Room, node: 1));
        var anchor = await _festival.UserAsync(_festival.OperatorToken);
        var asked = await anchor.AskAsync(Marked.Room, Draft);
        await ann.AnswerAsync(asked.Id, 1);
        await bob.AnswerAsync(asked.Id, 0);

        var before = await ViewAsync(Marked, asked.Id, _festival.OperatorToken);
        await anchor.MarkAsync(asked.Id, 0);
        await anchor.MarkAsync(asked.Id, 1);
        var (seen, guests) = (await ViewAsync(Marked, asked.Id, _festival.OperatorToken), await ViewAsync(Marked, asked.Id, token: null));
        var snapshot = await _festival.Http().GetStringAsync(new Uri($"/api/v1/rooms/{Marked}", UriKind.Relative));
        await anchor.CloseAsync(asked.Id);
        var late = await RoomUser.CodeOfAsync(anchor.MarkAsync(asked.Id, 0));
        var again = await RoomUser.CodeOfAsync(anchor.MarkAsync(asked.Id, 1));
        var other = await _festival.UserAsync(_festival.Token(new TokenSubject("staff:other", "Zhou", [Roles.Operator], [], "other-session")));
        var tries = new[] { await RoomUser.CodeOfAsync(other.MarkAsync(asked.Id, 0)), await RoomUser.CodeOfAsync(other.MarkAsync(asked.Id, 1)) };
        var told = JsonSerializer.Serialize(ann.Events, ContractJson.Options);
        await anchor.RevealAsync(asked.Id);
        await ann.HearsAsync<QuestionRevealed>();

        var revealed = ann.Heard<QuestionRevealed>().Single();
        Assert.Multiple(() =>
        {
            Assert.That(Bool(before, "marked"), Is.False);
            Assert.That(Bool(seen, "marked"), Is.True);
            Assert.That(guests.TryGetProperty("marked", out _) || guests.TryGetProperty("answer", out _) || seen.TryGetProperty("answer", out _), Is.False);
            Assert.That(snapshot + told, Does.Not.Contain("\"answer\":").And.Not.Contain("marked"));
            Assert.That((late, again), Is.EqualTo(("quiz.closed", (string?)null)));
            Assert.That(tries, Is.All.EqualTo("quiz.closed"), "somebody else who may mark finds out by trying which option is right");
            Assert.That((revealed.Answer, string.Join(',', revealed.Winners.Select(winner => winner.Name))), Is.EqualTo((1, "ann")));
        });

        static bool Bool(JsonElement view, string name) => view.GetProperty(name).GetBoolean();
    }

    [Test]
    public async Task A_question_that_closes_without_a_right_option_is_drawn_once_when_it_is_marked()
    {
        var ann = await _festival.PersonAsync("ann", Unmarked.Room);
        var anchor = await _festival.UserAsync(_festival.OperatorToken);
        var asked = await anchor.AskAsync(Unmarked.Room, Draft);
        await ann.AnswerAsync(asked.Id, 2);

        await anchor.CloseAsync(asked.Id);
        var early = await RoomUser.CodeOfAsync(anchor.RevealAsync(asked.Id));
        var next = await anchor.AskAsync(Unmarked.Room, Draft);
        var wrong = new[] { await RoomUser.CodeOfAsync(anchor.MarkAsync(asked.Id, 3)), await RoomUser.CodeOfAsync(anchor.MarkAsync(asked.Id, -1)), await RoomUser.CodeOfAsync(ann.MarkAsync(asked.Id, 2)) };
        var waiting = OutcomesOf(asked.Id).Count;
        await anchor.MarkAsync(asked.Id, 2);
        await anchor.RevealAsync(asked.Id);
        await ann.HearsAsync<QuestionRevealed>();
        var changed = await RoomUser.CodeOfAsync(anchor.MarkAsync(asked.Id, 0));
        await anchor.VoidAsync(next.Id);

        Assert.Multiple(() =>
        {
            Assert.That((early, waiting), Is.EqualTo(("quiz.unmarked", 0)), "nothing is drawn before there is a right option");
            Assert.That(wrong, Is.EqualTo(["quiz.answer", "quiz.answer", "auth.forbidden"]));
            Assert.That(changed, Is.EqualTo("quiz.closed"));
            Assert.That(((QuestionSettled)OutcomesOf(asked.Id).Single()).Entrants.Select(entrant => entrant.Name), Is.EqualTo(["ann"]));
        });
    }

    [Test]
    public async Task Whoever_closes_and_marks_at_once_gets_one_result_that_fits_its_option()
    {
        var people = new List<RoomUser>();
        for (var i = 0; i < 3; i++)
            people.Add(await _festival.PersonAsync($"p{i}", Raced.Room, i % 2));
        var anchors = new[] { await _festival.UserAsync(_festival.OperatorToken), await _festival.UserAsync(_festival.OperatorToken, node: 1) };
        for (var round = 0; round < 8; round++)
        {
            var asked = await anchors[0].AskAsync(Raced.Room, Draft);
            await Task.WhenAll(people.Select((person, i) => person.AnswerAsync(asked.Id, i)));

            var codes = await Task.WhenAll(
                RoomUser.CodeOfAsync(anchors[0].MarkAsync(asked.Id, 0)), RoomUser.CodeOfAsync(anchors[round % 2].CloseAsync(asked.Id)), RoomUser.CodeOfAsync(anchors[1].MarkAsync(asked.Id, 1)));
            await anchors[0].RevealAsync(asked.Id);
            await people[0].HearsAsync<QuestionRevealed>(result => result.Id == asked.Id);

            var revealed = people[0].Heard<QuestionRevealed>().Single(result => result.Id == asked.Id);
            Assert.Multiple(() =>
            {
                Assert.That(codes[revealed.Answer == 0 ? 0 : 2], Is.Null, "the option that counts was accepted");
                Assert.That(revealed.Winners.Select(winner => winner.Name), Is.EqualTo([$"p{revealed.Answer}"]));
                Assert.That(OutcomesOf(asked.Id), Has.Count.EqualTo(1));
            });
        }
    }

    [Test]
    public async Task A_question_that_nobody_marks_is_called_off_when_it_has_waited_for_too_long()
    {
        var ann = await _festival.PersonAsync("ann", Forgotten.Room);
        var anchor = await _festival.UserAsync(_festival.OperatorToken);
        var asked = await anchor.AskAsync(Forgotten.Room, Draft);
        await ann.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await ann.HearsAsync<QuestionClosed>();
        Assert.That(OutcomesOf(asked.Id), Is.Empty);

        // As after an hour.
        await using var redis = await _festival.Redis.ConnectAsync();
        await redis.GetDatabase().SortedSetAddAsync(WindowRef.Due(Forgotten.Room, _festival.Keys), QuestionStore.Ref(asked.Id, Forgotten).Name, 1);

        await ann.HearsAsync<QuestionVoided>();
        await Eventually.TrueAsync(() => OutcomesOf(asked.Id).SingleOrDefault() is QuestionLost, "the database is told, once");
    }

    [Test]
    public async Task A_question_that_is_called_off_ends_in_every_room_that_shows_it_and_nobody_wins()
    {
        await _festival.TakeAsync(ChatFestival.Gushi, since: 1);
        var (ann, bob) = (await _festival.PersonAsync("ann", Room), await _festival.PersonAsync("bob", ChatFestival.Relay, node: 1));
        var anchor = await _festival.AnchorAsync(Room);
        var asked = await anchor.AskAsync(Room, Draft with { Answer = 0 });
        await bob.HearsAsync<QuestionOpened>();
        await ann.AnswerAsync(asked.Id, 0);
        var forbidden = await RoomUser.CodeOfAsync(ann.VoidAsync(asked.Id));

        await anchor.VoidAsync(asked.Id);
        await anchor.VoidAsync(asked.Id);

        await bob.HearsAsync<QuestionVoided>();
        await ann.HearsAsync<QuestionVoided>();
        var voided = ann.Events.Single(item => item.Data is QuestionVoided);
        var after = new[] { await RoomUser.CodeOfAsync(bob.AnswerAsync(asked.Id, 0)), await RoomUser.CodeOfAsync(anchor.RevealAsync(asked.Id)), await RoomUser.CodeOfAsync(anchor.MarkAsync(asked.Id, 0)) };
        await Eventually.TrueAsync(() => OutcomesOf(asked.Id).Count > 0, "the database is told");
        var paused = await anchor.AskAsync(Room, Draft);
        await anchor.PauseAsync(paused.Id);
        await anchor.VoidAsync(paused.Id);
        var waiting = await anchor.AskAsync(Room, Draft);
        await anchor.CloseAsync(waiting.Id);
        await anchor.VoidAsync(waiting.Id);
        var closed = await anchor.AskAsync(Room, Draft with { Answer = 0 });
        await anchor.CloseAsync(closed.Id);
        var later = await anchor.AskAsync(Room, Draft with { OpensAt = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds() });
        var refused = new[] { await RoomUser.CodeOfAsync(anchor.VoidAsync(closed.Id)), await RoomUser.CodeOfAsync(anchor.VoidAsync(later.Id)), await RoomUser.CodeOfAsync(anchor.VoidAsync(QuestionId.Parse("gushi.none"))) };

        var lost = (QuestionLost)OutcomesOf(asked.Id).First();
        Assert.Multiple(() =>
        {
            Assert.That(forbidden, Is.EqualTo("auth.forbidden"));
            Assert.That(voided.By!.Name, Is.EqualTo("Li Na"));
            Assert.That(after, Is.EqualTo(["quiz.closed", "quiz.voided", "quiz.voided"]));
            Assert.That((lost.Voided, lost.ClosedBy!.Name), Is.EqualTo((true, "Li Na")));
            Assert.That(refused, Is.EqualTo(["quiz.closed", "schedule.early", "quiz.unknown"]));
        });
    }

    private List<RoomOutcome> OutcomesOf(QuestionId question) => [.. _festival.Kept.Outcomes.Where(outcome => outcome is QuestionOutcome of && of.Question == question)];

    private async Task<JsonElement> ViewAsync(StageId stage, QuestionId question, string? token)
    {
        using var http = _festival.Http(token);
        return JsonDocument.Parse(await http.GetStringAsync(new Uri($"/api/v1/rooms/{stage}/questions/{question}", UriKind.Relative))).RootElement;
    }
}
