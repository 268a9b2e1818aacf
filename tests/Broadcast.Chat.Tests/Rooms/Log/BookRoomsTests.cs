using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.Windows;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Rooms.Log;

/// <summary>A window that the database keeps, as its room and a relay's show it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BookRoomsTests
{
    private static readonly VoteId Vote = VoteId.Parse("gushi.best");
    private static readonly StageId Stage = ChatFestival.Gushi;

    private static readonly ToldStep Opened = new(2, 1_000, SomeEvent.By, new VoteOpened
    {
        Id = Vote,
        Stage = Stage,
        Title = "最美农场",
        Options = [new VoteOption { Name = "甲" }, new VoteOption { Name = "乙" }],
        OpensAt = 1_000,
        ClosesAt = 2_000,
        AcceptUntil = 2_000,
        Results = "after",
        Strength = "telephone",
    });

    private static readonly ToldStep Closed = new(3, 2_000, SomeEvent.By, new VoteClosed { Id = Vote, Stage = Stage });
    private static readonly ToldStep Settled = new(5, 2_001, SomeEvent.By, new VoteSettled { Id = Vote, Stage = Stage, Counts = [1, 0], Ballots = 1, Root = "r" });

    [Test]
    public async Task A_step_is_told_once_whoever_tells_it_in_whatever_order_and_again_to_a_log_or_by_a_database_that_began_anew()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(nodes: 2, redis: redis);
        var ann = await festival.GuestAsync("ann", Stage.Room);

        var counts = await Task.WhenAll(festival.Nodes.Concat(festival.Nodes).Select(node => TellAsync(node.Services, "book", Opened)));
        await ann.HearsAsync<VoteOpened>();
        var second = await TellAsync(festival.Services, "book", Opened, Closed, Settled);
        var late = await TellAsync(festival.Services, "book", Opened, Closed);
        var restored = await TellAsync(festival.Services, "other", Opened);
        await redis.AskAsync("FLUSHALL");
        var lost = await TellAsync(festival.Services, "other", Opened, Closed);

        Assert.Multiple(() =>
        {
            Assert.That(counts.Order(), Is.EqualTo([0, 0, 0, 1]));
            Assert.That((second, late, restored, lost), Is.EqualTo((2, 0, 1, 2)));
        });
    }

    [Test]
    public async Task A_relay_shows_the_votes_that_are_open_when_it_cuts_to_the_stage_and_what_becomes_of_them()
    {
        await using var festival = await ChatFestival.StartAsync();
        await TellAsync(festival.Services, "book", Opened);
        var bob = await festival.GuestAsync("bob", ChatFestival.Relay);

        await festival.TakeAsync(Stage, since: 1);
        await bob.HearsAsync<VoteOpened>();
        await TellAsync(festival.Services, "book", Opened, Closed, Settled);
        await bob.HearsAsync<VoteSettled>();
        var newcomer = await festival.GuestAsync("cai", ChatFestival.Relay);

        Assert.That(newcomer.Snapshot!.Votes.Select(item => item.Type), Is.EqualTo(["vote.opened", "vote.closed", "vote.settled"]));
        Assert.That(bob.Heard<VoteOpened>().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_vote_that_a_restored_database_tells_again_begins_anew_and_one_that_never_opened_ends()
    {
        await using var festival = await ChatFestival.StartAsync();
        var scheduled = new ToldStep(1, 500, SomeEvent.By, new VoteScheduled { Id = Vote, Stage = Stage, Title = "最美农场", Options = [] });
        var voided = new ToldStep(3, 1_500, SomeEvent.By, new VoteVoided { Id = Vote, Stage = Stage });
        var ann = await festival.GuestAsync("ann", Stage.Room);

        await TellAsync(festival.Services, "book", scheduled, voided);
        await ann.HearsAsync<VoteVoided>();
        var unopened = await festival.GuestAsync("bob", Stage.Room);
        await TellAsync(festival.Services, "other", scheduled, Opened, Closed, Settled);
        await ann.HearsAsync<VoteSettled>();
        await TellAsync(festival.Services, "restored", scheduled, Opened, voided);
        await ann.HearsAsync<VoteVoided>(_ => ann.Heard<VoteVoided>().Count() == 2);
        var newcomer = await festival.GuestAsync("cai", Stage.Room);

        Assert.That(unopened.Snapshot!.Votes, Is.Empty);
        Assert.That(newcomer.Snapshot!.Votes.Select(item => item.Type), Is.EqualTo(["vote.opened", "vote.voided"]));
    }

    private static Task<int> TellAsync(IServiceProvider node, string book, params ToldStep[] steps) =>
        node.GetRequiredService<IBookRooms>().TellAsync(new ToldWindow(Stage, BookKinds.Vote, Vote.Value, book, steps));
}
