using System.Net;
using System.Net.Http.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Polls;

[Parallelizable(ParallelScope.All)]
public sealed class PollTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly PollDraft Draft = new() { Text = "先看哪里？", Options = ["鸡场", "荷塘", "老街"], Seconds = 60 };

    [Test]
    public async Task A_poll_counts_the_first_vote_of_each_and_shows_the_result_at_its_end()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var anchor = await festival.AnchorAsync(Room);
        var ann = await festival.GuestAsync("ann", Room);
        var bob = await festival.GuestAsync("bob", ChatFestival.Relay, node: 1);
        var dai = await festival.GuestAsync("dai", Room);
        var poll = await anchor.PollAsync(Room, Draft, "p-1");
        await ann.HearsAsync<PollOpened>();

        await ann.VoteAsync(poll.Id, 1);
        await bob.VoteAsync(poll.Id, 1);
        var codes = new[]
        {
            await RoomUser.CodeOfAsync(ann.VoteAsync(poll.Id, 2)), await RoomUser.CodeOfAsync(dai.VoteAsync(poll.Id, 3)),
            await RoomUser.CodeOfAsync(anchor.PollAsync(Room, Draft)), await RoomUser.CodeOfAsync(ann.ClosePollAsync(poll.Id)),
        };
        var again = await anchor.PollAsync(Room, Draft, "p-1");
        await anchor.ClosePollAsync(poll.Id);
        await ann.HearsAsync<PollRevealed>();
        var late = await RoomUser.CodeOfAsync(dai.VoteAsync(poll.Id, 0));
        var newcomer = await festival.GuestAsync("cai", Room);
        var view = await festival.Http().GetFromJsonAsync<PollView>($"/api/v1/rooms/{Room}/polls/{poll.Id}", ContractJson.Options);

        Assert.Multiple(() =>
        {
            Assert.That(codes, Is.EqualTo(["poll.voted", "poll.option", "poll.busy", "auth.forbidden"]));
            Assert.That(again, Is.EqualTo(poll));
            Assert.That(late, Is.EqualTo("poll.closed"));
            Assert.That(ann.Heard<PollRevealed>().Single().Counts, Is.EqualTo([0L, 2L, 0L]));
            Assert.That(newcomer.Snapshot!.Polls.Select(item => item.Type), Is.EqualTo(["poll.opened", "poll.revealed"]));
            Assert.That((view!.State, view.Votes), Is.EqualTo(("revealed", 2L)));
        });
    }

    [Test]
    public async Task A_poll_ends_by_itself_and_a_relays_room_is_told_too()
    {
        await using var festival = await ChatFestival.StartAsync();
        await festival.TakeAsync(ChatFestival.Gushi, since: 1);
        var anchor = await festival.AnchorAsync(Room);
        var bob = await festival.GuestAsync("bob", ChatFestival.Relay);

        var poll = await anchor.PollAsync(Room, Draft with { Seconds = 3 });
        await bob.HearsAsync<PollOpened>();
        await bob.VoteAsync(poll.Id, 2);
        await bob.HearsAsync<PollRevealed>();

        Assert.That(bob.Heard<PollRevealed>().Single().Counts, Is.EqualTo([0L, 0L, 1L]));
    }

    [Test]
    public async Task A_poll_whose_votes_are_lost_is_voided_and_never_counted_from_a_part()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis);
        await festival.TakeAsync(ChatFestival.Gushi, since: 1);
        var anchor = await festival.AnchorAsync(Room);
        var bob = await festival.GuestAsync("bob", ChatFestival.Relay);
        var poll = await anchor.PollAsync(Room, Draft);
        await bob.HearsAsync<PollOpened>();
        await bob.VoteAsync(poll.Id, 0);

        await redis.AskAsync("FLUSHALL");

        await anchor.LearnsAsync<PollVoided>();
        await bob.LearnsAsync<PollVoided>();
        Assert.That(await RoomUser.CodeOfAsync(bob.VoteAsync(poll.Id, 1)), Is.EqualTo("poll.unknown"));
        Assert.That(anchor.Heard<PollRevealed>().Concat(bob.Heard<PollRevealed>()), Is.Empty);
    }

    [Test]
    public async Task A_faulty_poll_is_refused_with_its_code_over_HTTP()
    {
        await using var festival = await ChatFestival.StartAsync();
        using var anchor = festival.Http(festival.AnchorToken);

        var codes = new[]
        {
            await CodeAsync(new { text = " ", options = Draft.Options, seconds = 60 }), await CodeAsync(new { text = "t", options = new[] { "a" }, seconds = 60 }),
            await CodeAsync(new { text = "t", options = Draft.Options, seconds = 2 }), await CodeAsync(new { text = "t", options = Draft.Options, seconds = 60, id = " " }),
        };
        var unknown = await anchor.GetAsync(new Uri($"/api/v1/rooms/{Room}/polls/{Room}.none", UriKind.Relative));

        Assert.That(codes, Is.EqualTo(["poll.text", "poll.options", "poll.seconds", "request.id"]));
        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        async Task<string?> CodeAsync(object poll)
        {
            using var answer = await anchor.PostAsJsonAsync(new Uri($"/api/v1/rooms/{Room}/polls", UriKind.Relative), poll);
            return (await answer.Content.ReadFromJsonAsync<Problem>())!.Code;
        }
    }

    private sealed record Problem(string Code);
}
