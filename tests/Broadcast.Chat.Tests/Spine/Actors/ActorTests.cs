using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Polls;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Windows;
using CsCheck;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Chat.Tests.Spine.Actors;

/// <summary>Through the mediator of a running host: whoever acts, the same handlers do it, refuse it, and name the actor.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ActorTests
{
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 1, Seconds = 60, Winners = 1 };
    private ChatFestival _festival = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _festival = await ChatFestival.StartAsync(draws: true);

    [OneTimeTearDown]
    public async Task StopAsync() => await _festival.DisposeAsync();

    [Test]
    public async Task The_rundown_pins_asks_and_draws_by_the_handlers_of_staff_and_is_named_as_they_are()
    {
        var byCue = await PlayAsync(Someone.Cue(ChatFestival.Gushi), ChatFestival.Gushi);
        var byStaff = await PlayAsync(Someone.Operator, ChatFestival.Zhanyi);

        Assert.Multiple(() =>
        {
            Assert.That(byCue.Select(item => item.Type), Is.EquivalentTo(["pin", "question.opened", "question.closed", "question.revealed", "unpin"]));
            Assert.That(byStaff.Select(item => item.Type), Is.EqualTo(byCue.Select(item => item.Type)));
            Assert.That(byCue.Select(item => item.By).Distinct().Single(), Is.EqualTo(Someone.Cue(ChatFestival.Gushi).Author));
            Assert.That(byStaff.Select(item => item.By).Distinct().Single(), Is.EqualTo(Someone.Operator.Author));
        });
        var cue = byCue[0].By!;
        Assert.That((cue.Kind, cue.Id.Value, cue.Name, cue.Role, cue.Why), Is.EqualTo(("rundown", "rundown:festival", "鹅的一小时", (string?)null, "rundown:slot-3/cue-1")));
    }

    [Test]
    public async Task An_actor_without_the_right_is_refused_by_the_same_rule_and_nothing_is_appended()
    {
        var room = ChatFestival.Gushi.Room;
        var before = await EventsAsync(room);

        foreach (var actor in Someone.WithoutRightsIn(ChatFestival.Gushi))
        {
            var codes = new[]
            {
                await CodeAsync(new PinProduct(actor, ChatFestival.Gushi, ChatFestival.Goose, null)),
                await CodeAsync(new UnpinProduct(actor, ChatFestival.Gushi)),
                await CodeAsync(new OpenQuestion(actor, ChatFestival.Gushi, Draft, null)),
                await CodeAsync(new CloseQuestion(actor, QuestionId.Parse("gushi.1"))),
                await CodeAsync(new MarkAnswer(actor, QuestionId.Parse("gushi.1"), 0)),
                await CodeAsync(new VoidQuestion(actor, QuestionId.Parse("gushi.1"))),
                await CodeAsync(new PauseQuestion(actor, QuestionId.Parse("gushi.1"), Resume: false)),
                await CodeAsync(new RevealQuestion(actor, QuestionId.Parse("gushi.1"))),
                await CodeAsync(new OpenPoll(actor, ChatFestival.Gushi, new PollDraft { Text = "?", Options = ["a", "b"], Seconds = 10 }, null)),
                await CodeAsync(new ClosePoll(actor, PollId.Parse("gushi.1"))),
                await CodeAsync(new SetRoomMode(actor, room, new RoomMode { Chat = ChatModes.Open, SlowSeconds = 3, FollowedMinutes = 0, Review = false })),
                await CodeAsync(new RemoveMessage(actor, room, 1, null)),
                await CodeAsync(new RestrictPerson(actor, room, ViewerId.Parse("guest:x"), "x", new RestrictionDraft { Kind = RestrictionKinds.Timeout, Seconds = 10 })),
                await CodeAsync(new LiftRestriction(actor, room, ViewerId.Parse("guest:x"))),
                await CodeAsync(new ReviewMessage(actor, room, "1-0", Approve: true)),
            };
            Assert.That(codes, Is.All.EqualTo("auth.forbidden"), actor.Id.Value);
        }

        Assert.That((await EventsAsync(room)).Select(item => item.Offset), Is.EqualTo(before.Select(item => item.Offset)));
    }

    [Test]
    public async Task Whoever_acts_in_whatever_order_each_append_names_its_actor()
    {
        await _festival.TakeAsync(ChatFestival.Gushi, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var ann = await _festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        await ann.SayAsync("早");
        Actor[] able = [Someone.Operator, Someone.Cue(ChatFestival.Gushi), Actor.Rule(Rules.WindowEnd, ChatFestival.Gushi)];
        var all = able.Concat(Someone.WithoutRightsIn(ChatFestival.Gushi)).ToArray();
        var run = new AnyActs(_festival, ChatFestival.Gushi, Draft);

        await Gen.Select(Gen.Int[0, all.Length - 1], Gen.Int[0, AnyActs.Count - 1]).Array[8].SampleAsync(
            async steps =>
            {
                foreach (var (who, what) in steps)
                    await run.ActAsync(all[who], what);
            },
            iter: 12,
            threads: 1);

        var control = await EventsAsync(ChatFestival.Gushi.Room);
        var chat = await Log.ReadAsync(ChatFestival.Gushi.Room, LogLane.Chat, 0, long.MaxValue, RoomLog.All);
        var relay = await Eventually.ValueAsync(
            async () => await EventsAsync(ChatFestival.Relay) is { Count: > 1 } copied ? copied : null, "the relay's room has copies");
        Assert.Multiple(() =>
        {
            Assert.That(run.Done, Is.GreaterThan(0));
            Assert.That(chat.Select(item => item.By?.Name), Is.Not.Empty.And.All.EqualTo("ann"));
            foreach (var item in control.Concat(relay))
                Assert.That(
                    item.By?.Kind == ActorKinds.Rule || able.Any(actor => actor.Author == item.By), Is.True, $"{item.Type} {item.Offset} by {item.By}");
        });
    }

    [Test]
    public async Task What_older_builds_have_kept_without_an_actor_still_reads_and_what_follows_names_a_rule()
    {
        var bare = LogEntry.Parse("1", "2", """ "type":"question.closed","data":{"id":"gushi.1","stage":"gushi"}}""");
        var named = LogEntry.Parse("1", "2", """ "type":"question.closed","by":{"id":"staff:a","name":"a","role":"anchor"},"data":{"id":"gushi.1","stage":"gushi"}}""");
        Assert.That((bare.By, named.By!.Kind, named.By.Why), Is.EqualTo(((EventAuthor?)null, (string?)null, (string?)null)));

        var stage = ChatFestival.Zhanyi;
        var bob = await _festival.PersonAsync("bob", stage.Room);
        var kept = new TaskCompletionSource();
        _festival.Kept.Held = kept.Task;
        var asked = (await SendAsync(new OpenQuestion(Someone.Operator, stage, Draft, null))).Value!;
        await SendAsync(new CloseQuestion(Someone.Operator, asked.Id));
        await using var redis = await _festival.Redis.ConnectAsync();
        // As an older build remembers that somebody wants the result.
        await redis.GetDatabase().HashSetAsync(new WindowRef(stage.Room, QuestionStore.Kind, asked.Id.Value).Key(_festival.Keys), "wanted", 1);
        kept.SetResult();
        var mode = new ModeFact
        {
            Room = stage.Room,
            Mode = new RoomMode { Chat = ChatModes.Open, SlowSeconds = 7, FollowedMinutes = 0, Review = false },
            Since = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
        };
        await _festival.ChangeFactsAsync(facts => facts with { Modes = [mode] });

        await bob.HearsAsync<QuestionRevealed>(revealed => revealed.Id == asked.Id);
        await bob.HearsAsync<RoomModeSet>();
        Assert.That(
            bob.Events.Where(item => item.Data is RoomModeSet || (item.Data is QuestionRevealed revealed && revealed.Id == asked.Id)).Select(item => item.By!.Why),
            Is.EquivalentTo(["rule:window.wanted", "rule:room.restored"]));
    }

    private RoomLog Log => _festival.Services.GetRequiredService<RoomLog>();

    /// <summary>Pins, asks, draws and unpins; returns what the room heard of it. The outcomes must name the actor too.</summary>
    private async Task<IReadOnlyList<RoomEvent>> PlayAsync(Actor actor, StageId stage)
    {
        var ann = await _festival.PersonAsync($"ann-{stage}", stage.Room);
        var pinned = await SendAsync(new PinProduct(actor, stage, ChatFestival.Goose, "pin"));
        var asked = await SendAsync(new OpenQuestion(actor, stage, Draft, "ask"));
        await ann.HearsAsync<QuestionOpened>();
        await ann.AnswerAsync(asked.Value!.Id, 1);
        await SendAsync(new CloseQuestion(actor, asked.Value.Id));
        await SendAsync(new RevealQuestion(actor, asked.Value.Id));
        await ann.HearsAsync<QuestionRevealed>();
        var unpinned = await SendAsync(new UnpinProduct(actor, stage));
        await ann.HearsAsync<ProductUnpinned>();
        Assert.That((pinned.Failed, asked.Failed, unpinned.Failed), Is.EqualTo((false, false, false)));

        var outcomes = _festival.Kept.Outcomes;
        await Eventually.TrueAsync(() => outcomes.OfType<PinEnded>().Any(ended => ended.Stage == stage), "the pin's end is kept");
        var settled = outcomes.OfType<QuestionSettled>().Single(settled => settled.Question == asked.Value.Id);
        var begun = outcomes.OfType<PinBegun>().Single(begun => begun.Stage == stage);
        var ended = outcomes.OfType<PinEnded>().Single(ended => ended.Stage == stage);
        Assert.That(
            new[] { settled.OpenedBy, settled.ClosedBy, begun.By, ended.By, ended.EndedBy }, Is.All.EqualTo(actor.Author));
        return ann.Events;
    }

    private Task<IReadOnlyList<RoomEvent>> EventsAsync(RoomId room) => Log.ReadAsync(room, LogLane.Control, 0, long.MaxValue, RoomLog.All);

    private async Task<string?> CodeAsync<T>(IRequest<Result<T>> command) => (await SendAsync(command)) is { Failed: true } refused ? refused.Error.Code : null;

    private async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> command)
    {
        await using var scope = _festival.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command);
    }
}
