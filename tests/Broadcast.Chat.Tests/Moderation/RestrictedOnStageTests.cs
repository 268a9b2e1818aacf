using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Moderation;

/// <summary>What a moderator of a stage imposes holds in every room that shows the stage: the relay's room while the stage is on air.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RestrictedOnStageTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly ViewerId Ann = ViewerId.Parse("person:ann");
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 1 };

    [Test]
    public async Task Who_is_banned_on_a_stage_answers_its_questions_from_nowhere_and_wins_nothing()
    {
        await using var festival = await OnAirAsync(draws: true);
        var anchor = await festival.AnchorAsync(Room);
        var bob = await festival.PersonAsync("bob", Room);
        var asked = await anchor.AskAsync(Room, Draft);
        await ImposeAsync(festival, RestrictionKinds.Ban);

        var codes = new List<string?> { await AnswerAsync(await festival.UserAsync(festival.PersonToken("ann")), asked.Id) };
        foreach (var room in (RoomId[])[Room, ChatFestival.Relay, ChatFestival.Zhanyi.Room])
            codes.Add(await AnswerAsync(await festival.PersonAsync("ann", room), asked.Id));
        await bob.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await anchor.RevealAsync(asked.Id);
        await bob.HearsAsync<QuestionRevealed>();

        Assert.Multiple(() =>
        {
            Assert.That(codes, Is.All.EqualTo("auth.forbidden"));
            Assert.That(bob.Heard<QuestionRevealed>().Single().Winners.Select(winner => winner.Name), Is.EqualTo(["bob"]));
            Assert.That(festival.Kept.Outcomes.OfType<QuestionSettled>().Single().Entrants.Select(entrant => entrant.Name), Is.EqualTo(["bob"]));
        });
    }

    [Test]
    public async Task Who_is_banned_on_a_stage_may_not_speak_in_the_relays_room_until_it_shows_another_stage()
    {
        await using var festival = await OnAirAsync();
        var ann = await festival.PersonAsync("ann", ChatFestival.Relay);
        var bob = await festival.PersonAsync("bob", ChatFestival.Relay);
        await ImposeAsync(festival, RestrictionKinds.Ban);

        var codes = await Desk.CodesAsync(ann, bob);
        await festival.TakeAsync(ChatFestival.Zhanyi, 2000);
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("hello")) is null, "the other stage's audience hears ann");
        await festival.TakeAsync(ChatFestival.Gushi, 3000);
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("hello")) == "chat.banned", "the stage is on air again");

        Assert.That(codes, Is.EqualTo(["chat.banned", null]));
    }

    [Test]
    public async Task A_ban_on_a_stage_that_only_the_facts_have_leaves_the_right_to_read_wherever_the_stage_shows()
    {
        await using var festival = await OnAirAsync();
        var anchor = await festival.AnchorAsync(Room);
        var asked = await anchor.AskAsync(Room, Draft);
        var ann = await festival.PersonAsync("ann", ChatFestival.Relay);
        var away = await festival.UserAsync(festival.PersonToken("ann"));
        var elsewhere = await festival.PersonAsync("ann", ChatFestival.Zhanyi.Room);

        await festival.ChangeFactsAsync(facts => facts with { Restrictions = [new RestrictionFact { Viewer = Ann, Room = Room, Kind = RestrictionKinds.Ban }] });

        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("hello")) == "chat.banned", "the ban is known");
        var joined = await ann.JoinAsync(ChatFestival.Relay);
        Assert.Multiple(async () =>
        {
            Assert.That(joined.Snapshot.May, Is.EqualTo(["read"]));
            Assert.That(await RoomUser.CodeOfAsync(ann.Connection.InvokeAsync("Like", 1)), Is.EqualTo("auth.forbidden"));
            Assert.That(await AnswerAsync(ann, asked.Id), Is.EqualTo("auth.forbidden"));
            Assert.That(await AnswerAsync(away, asked.Id), Is.EqualTo("auth.forbidden"), "without a room");
            Assert.That(await AnswerAsync(elsewhere, asked.Id), Is.EqualTo("auth.forbidden"), "from another room");
            Assert.That(await RoomUser.CodeOfAsync(elsewhere.SayAsync("hello")), Is.Null, "the other stage has banned nobody");
            Assert.That(await RoomUser.CodeOfAsync(elsewhere.Connection.InvokeAsync("Like", 1)), Is.Null);
        });
    }

    [Test]
    public async Task Who_is_banned_everywhere_stays_banned_on_a_stage_whose_moderator_imposes_less()
    {
        await using var festival = await OnAirAsync();
        var anchor = await festival.AnchorAsync(Room);
        var asked = await anchor.AskAsync(Room, Draft);
        await festival.ChangeFactsAsync(facts => facts with { Restrictions = [new RestrictionFact { Viewer = Ann, Kind = RestrictionKinds.Ban }] });
        var ann = await festival.PersonAsync("ann", ChatFestival.Zhanyi.Room);
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("hello")) == "chat.banned", "the ban is known");

        // The shadow is the newer restriction. The other ban shows when the node has it.
        await ImposeAsync(festival, RestrictionKinds.Shadow);
        await festival.ChangeFactsAsync(facts => facts with
        {
            Restrictions =
            [
                new RestrictionFact { Viewer = ViewerId.Parse("person:bob"), Kind = RestrictionKinds.Ban },
                new RestrictionFact { Viewer = Ann, Room = Room, Kind = RestrictionKinds.Shadow }, new RestrictionFact { Viewer = Ann, Kind = RestrictionKinds.Ban },
            ],
        });
        var bob = await festival.PersonAsync("bob", ChatFestival.Zhanyi.Room);
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(bob.SayAsync("hello")) == "chat.banned", "the newer facts are known");

        Assert.That(await AnswerAsync(await festival.PersonAsync("ann", Room), asked.Id), Is.EqualTo("auth.forbidden"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Who_is_hidden_on_a_stage_is_hidden_in_the_relays_room(bool byFacts)
    {
        await using var festival = await OnAirAsync();
        var ann = await festival.PersonAsync("ann", ChatFestival.Relay);
        var bob = await festival.PersonAsync("bob", ChatFestival.Relay);
        if (byFacts)
            await KnowsHiddenAsync(festival);
        else
            await ImposeAsync(festival, RestrictionKinds.Shadow);

        var hidden = await ann.SayAsync("buy elsewhere");
        var last = await bob.SayAsync("hello");

        await bob.HearsAsync<ChatSaid>(chat => chat.Text == "hello");
        Assert.Multiple(() =>
        {
            Assert.That((hidden.Held, last.Offset), Is.EqualTo((false, hidden.Offset + 1)), "answered as ever");
            Assert.That(bob.Heard<ChatSaid>().Select(chat => chat.Text), Is.EqualTo(["hello"]));
            Assert.That(bob.Faults.Concat(ann.Faults), Is.Empty);
        });
    }

    /// <summary>Gushi is on air, and the relay's room knows it.</summary>
    private static async Task<ChatFestival> OnAirAsync(bool draws = false)
    {
        var festival = await ChatFestival.StartAsync(draws: draws);
        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        var viewer = await festival.UserAsync(festival.PersonToken("rui"));
        await Eventually.TrueAsync(async () => (await viewer.JoinAsync(ChatFestival.Relay)).Snapshot.OnAir is not null, "the relay's room shows the stage");
        return festival;
    }

    private static async Task ImposeAsync(ChatFestival festival, string kind)
    {
        var moderator = await festival.UserAsync(festival.ModeratorToken([ModerationRights.Ban, ModerationRights.Shadow], Room.Value));
        await moderator.RestrictAsync(Room, Ann, new RestrictionDraft { Kind = kind });
    }

    /// <summary>Waits until the node has the facts that hide ann: they revoke a session as well, which shows.</summary>
    private static async Task KnowsHiddenAsync(ChatFestival festival)
    {
        var ended = await festival.UserAsync(festival.AnchorToken);
        await festival.ChangeFactsAsync(facts => facts with
        {
            Restrictions = [new RestrictionFact { Viewer = Ann, Room = Room, Kind = RestrictionKinds.Shadow }],
            RevokedSessions = ["anchor-session"],
        });
        await ended.LostAsync();
    }

    private static Task<string?> AnswerAsync(RoomUser user, QuestionId question) => RoomUser.CodeOfAsync(user.AnswerAsync(question, 0));
}
