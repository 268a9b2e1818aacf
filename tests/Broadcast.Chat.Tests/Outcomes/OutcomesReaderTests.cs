using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Outcomes;

[Parallelizable(ParallelScope.All)]
public sealed class OutcomesReaderTests
{
    private static readonly ViewerId Ann = ViewerId.Parse("guest:ann");
    private static readonly ViewerId Bob = ViewerId.Parse("guest:bob");

    [Test]
    public async Task An_outcome_whose_handler_failed_is_handed_out_again()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        festival.Kept.Failing = 2;
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);

        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await anchor.UnpinAsync(ChatFestival.Gushi.Room);
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.OfType<PinEnded>().Any(), "it is kept at last");

        Assert.Multiple(() =>
        {
            Assert.That(festival.Kept.Outcomes.Select(outcome => outcome.GetType()), Is.EquivalentTo([typeof(PinBegun), typeof(PinEnded)]));
            Assert.That(festival.Kept.Failing, Is.Zero);
        });
    }

    [Test]
    public async Task Outcomes_settled_before_the_reader_started_are_handed_out()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Mushroom);
        await anchor.UnpinAsync(ChatFestival.Gushi.Room);

        await festival.AddNodeAsync(draws: true);

        await Eventually.TrueAsync(() => festival.Kept.Outcomes.Count == 4, "both are kept, with their beginning and their end");
        Assert.That(
            festival.Kept.Outcomes.OfType<PinEnded>().Select(pin => pin.Product), Is.EquivalentTo([ChatFestival.Goose, ChatFestival.Mushroom]));
    }

    [Test]
    public async Task Outcomes_of_one_subject_keep_their_order_although_the_first_failed()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        festival.Kept.Failing = 2;
        var moderator = await festival.UserAsync(festival.OperatorToken);

        await moderator.RestrictAsync(ChatFestival.Relay, Ann, new RestrictionDraft { Kind = "ban" });
        await moderator.LiftAsync(ChatFestival.Relay, Ann);
        await moderator.RestrictAsync(ChatFestival.Relay, Ann, new RestrictionDraft { Kind = "shadow" });
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.Count == 3, "all are kept");

        Assert.That(festival.Kept.Outcomes.Cast<ModeratorActed>().Select(act => act.Action), Is.EqualTo(["ban", "lift", "shadow"]));
    }

    [Test]
    public async Task More_subjects_may_fail_than_a_process_takes_at_once()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true, settings: ("Rooms:OutcomePlaces", "2"));
        festival.Kept.Failing = 4;
        var moderator = await festival.UserAsync(festival.OperatorToken);

        for (var i = 0; i < 5; i++)
            await moderator.RestrictAsync(ChatFestival.Relay, ViewerId.Parse($"guest:v{i}"), new RestrictionDraft { Kind = "ban" });

        await Eventually.TrueAsync(() => festival.Kept.Outcomes.Count == 5, "all are kept");
    }

    [Test]
    public async Task A_subject_whose_handler_hangs_or_fails_holds_up_no_other()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        var hangs = new TaskCompletionSource();
        festival.Kept.Before = outcome => outcome is ModeratorActed { Viewer: { } viewer } && viewer == Ann ? hangs.Task : Task.CompletedTask;
        var moderator = await festival.UserAsync(festival.OperatorToken);

        await moderator.RestrictAsync(ChatFestival.Relay, Ann, new RestrictionDraft { Kind = "ban" });
        await moderator.RestrictAsync(ChatFestival.Relay, Bob, new RestrictionDraft { Kind = "ban" });
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.OfType<ModeratorActed>().Any(act => act.Viewer == Bob), "the other subject is kept");
        var before = festival.Kept.Outcomes.Count;
        hangs.SetResult();
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.OfType<ModeratorActed>().Any(act => act.Viewer == Ann), "the first one is kept at last");

        Assert.That(before, Is.EqualTo(1));
    }

    [Test]
    public async Task Handlers_that_hang_in_one_room_hold_up_no_other_room()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true, settings: ("Rooms:OutcomePatience", "01:00:00"));
        var hangs = new TaskCompletionSource();
        festival.Kept.Before = outcome => outcome is ModeratorActed act && act.Room == ChatFestival.Gushi.Room ? hangs.Task : Task.CompletedTask;
        var moderator = await festival.UserAsync(festival.OperatorToken);

        for (var i = 0; i < 20; i++)
            await moderator.RestrictAsync(ChatFestival.Gushi.Room, ViewerId.Parse($"guest:h{i}"), new RestrictionDraft { Kind = "ban" });
        await moderator.RestrictAsync(ChatFestival.Relay, Bob, new RestrictionDraft { Kind = "ban" });
        await Eventually.TrueAsync(() => !festival.Kept.Outcomes.IsEmpty, "the other room's outcome is kept");
        var before = festival.Kept.Outcomes.Cast<ModeratorActed>().Select(act => act.Viewer).ToList();
        hangs.SetResult();
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.Count == 21, "those that hung are kept at last");

        Assert.That(before, Is.EqualTo([Bob]));
    }

    [Test]
    public async Task An_outcome_of_an_unknown_kind_stays_and_holds_up_nothing()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        await using var redis = await festival.Redis.ConnectAsync();
        var stream = festival.Keys.Room(ChatFestival.Gushi.Room, "outcomes");
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);

        var raffle = await redis.GetDatabase().StreamAddAsync(stream, [new("k", "raffle"), new("s", "r1"), new("ticket", 7)]);
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await anchor.UnpinAsync(ChatFestival.Gushi.Room);
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.OfType<PinEnded>().Any(), "the pin behind it is kept");
        await Eventually.TrueAsync(async () => await redis.GetDatabase().StreamLengthAsync(stream) <= 1, "the pin is acknowledged");

        var left = await redis.GetDatabase().StreamRangeAsync(stream);
        Assert.That(left.Select(entry => entry.Id), Is.EqualTo([raffle]));
    }

    [Test]
    public async Task An_outcome_that_names_what_is_gone_stays_and_is_told()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        await using var redis = await festival.Redis.ConnectAsync();
        var stream = festival.Keys.Room(ChatFestival.Gushi.Room, "outcomes");
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);

        var gone = await redis.GetDatabase().StreamAddAsync(stream, [new("k", "question"), new("s", "gushi.gone"), new("window", "gushi.gone"), new("at", 1)]);
        await Eventually.TrueAsync(() => festival.Log.Alarming.Any(line => line.Exception?.Message.Contains("gushi.gone", StringComparison.Ordinal) == true), "the log tells it");
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await anchor.UnpinAsync(ChatFestival.Gushi.Room);
        await Eventually.TrueAsync(() => !festival.Kept.Outcomes.IsEmpty, "the pin behind it is kept");
        await Eventually.TrueAsync(async () => await redis.GetDatabase().StreamLengthAsync(stream) <= 1, "the pin is acknowledged");

        var left = await redis.GetDatabase().StreamRangeAsync(stream);
        Assert.That(left.Select(entry => entry.Id), Is.EqualTo([gone]));
    }

    [Test]
    public async Task While_another_process_holds_the_lease_of_a_kind_that_kind_alone_waits()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        var room = ChatFestival.Gushi.Room;
        var anchor = await festival.AnchorAsync(room);
        var moderator = await festival.UserAsync(festival.OperatorToken);
        festival.Leases.TakeAway("outcomes.pin");

        await anchor.PinAsync(room, ChatFestival.Goose);
        await anchor.UnpinAsync(room);
        await moderator.RestrictAsync(room, Ann, new RestrictionDraft { Kind = "ban" });
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.Count == 2, "another kind does not wait");
        var before = festival.Kept.Outcomes.ToList();
        festival.Leases.GiveBack("outcomes.pin");
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.Count == 3, "all are kept");

        Assert.That(before, Has.None.InstanceOf<PinEnded>());
    }

    [Test]
    public async Task When_too_many_outcomes_wait_the_next_step_is_refused_and_none_is_dropped()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Rooms:OutcomesLength", "2"));
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var moderator = await festival.UserAsync(festival.OperatorToken);
        for (var i = 0; i < 2; i++)
            await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 1 });

        var pin = await RoomUser.CodeOfAsync(anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Mushroom));
        var unpin = await RoomUser.CodeOfAsync(anchor.UnpinAsync(ChatFestival.Gushi.Room));
        var close = await RoomUser.CodeOfAsync(anchor.CloseAsync(asked.Id));
        var ban = await RoomUser.CodeOfAsync(moderator.RestrictAsync(ChatFestival.Gushi.Room, Ann, new RestrictionDraft { Kind = "ban" }));
        var elsewhere = await RoomUser.CodeOfAsync(anchor.PinAsync(ChatFestival.Zhanyi.Room, ChatFestival.Goose));
        // The node hears of an event a moment after the anchor is answered.
        await Eventually.ValueAsync(async () => (await anchor.JoinAsync(ChatFestival.Zhanyi.Room)).Snapshot.Pin, "another room goes on");
        var here = await Eventually.ValueAsync(
            async () => (await anchor.JoinAsync(ChatFestival.Gushi.Room)).Snapshot is { Questions.Count: > 0 } shown ? shown : null,
            "the question is shown");
        await festival.AddNodeAsync(draws: true);
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.Count == 4, "what waited is kept");
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(anchor.CloseAsync(asked.Id)) is null, "the question can be closed");
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.OfType<QuestionSettled>().Any(), "the question is settled");

        Assert.Multiple(() =>
        {
            Assert.That((pin, unpin, close, ban), Is.EqualTo(("outcomes.full", "outcomes.full", "outcomes.full", "outcomes.full")));
            Assert.That(elsewhere, Is.Null, "another room");
            Assert.That(((ProductPinned)here.Pin!.Data).Product.Id, Is.EqualTo(ChatFestival.Goose), "what was refused has changed nothing");
            Assert.That(here.Questions.Select(question => question.Type), Is.EqualTo(["question.opened"]));
        });
    }
}
