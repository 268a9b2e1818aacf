using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Live;

[Parallelizable(ParallelScope.Self)]
public sealed class RedisLostTests
{
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 1 };

    [Test]
    public async Task While_Redis_is_away_the_room_is_paused_and_goes_on_by_itself_with_nothing_lost()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, nodes: 2);
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room, node: 0);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room, node: 1);
        await ann.SayAsync("before");
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);

        await redis.KillAsync();
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("nobody hears")) == "room.paused", "saying is refused");
        var pin = await RoomUser.CodeOfAsync(anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Mushroom));
        using var http = festival.Http(festival.AnchorToken);
        using var unpin = await http.DeleteAsync(new Uri("/api/v1/rooms/gushi/pin", UriKind.Relative));
        await Eventually.TrueAsync(() => ann.Paused, "the viewer hears that the room is paused");
        await redis.StartAgainAsync();
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("after", "after")) is null, "saying works again");
        await anchor.HearsAsync<ChatSaid>(said => said.Text == "after");
        await Eventually.TrueAsync(() => !ann.Paused, "the viewer hears that the room goes on");

        Assert.Multiple(() =>
        {
            Assert.That(pin, Is.EqualTo("room.paused"));
            Assert.That((int)unpin.StatusCode, Is.EqualTo(503));
            Assert.That(ann.Connection.State, Is.EqualTo(HubConnectionState.Connected));
            Assert.That(anchor.Resyncs + ann.Resyncs, Is.Zero);
            Assert.That(anchor.Heard<ChatSaid>().Select(said => said.Text), Is.EqualTo(["before", "after"]));
            Assert.That(anchor.Faults.Concat(ann.Faults), Is.Empty);
        });
    }

    [Test]
    public async Task An_event_that_a_replaced_primary_acknowledged_last_of_all_makes_everyone_resync()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, nodes: 2);
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room, node: 0);
        var bob = await festival.GuestAsync("bob", ChatFestival.Gushi.Room, node: 1);
        await ann.SayAsync("before");
        await bob.HearsAsync<ChatSaid>();
        var before = bob.Position!;
        await redis.KillAsync();
        await redis.StartAgainAsync();
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("after", "after")) is null, "saying works again");
        await Eventually.TrueAsync(() => bob.Position!.Epoch != before.Epoch && bob.Position == ann.Position, "everyone follows the new epoch");

        // The answer of the server before comes after the first comparison with this one, which has no such event.
        await using var client = await redis.ConnectAsync();
        var root = (string)(await client.GetDatabase().HashGetAsync(festival.Keys.Room(ChatFestival.Gushi.Room, "meta"), "r"))!;
        festival.Services.GetRequiredService<KnownEnds>().Note(ChatFestival.Gushi.Room, root, before.Epoch, before.Offset + 1);

        await Eventually.TrueAsync(() => ann.Resyncs == 1 && bob.Resyncs == 1, "everyone resyncs");
    }

    [Test]
    public async Task An_event_that_an_empty_server_acknowledged_while_one_node_took_it_for_the_primary_makes_everyone_resync()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis);
        var (other, address) = await festival.StartProcessAsync();
        await using var process = other;
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        await using var bob = await RoomUser.ConnectAsync(new Uri(address, "/hubs/room"), festival.GuestToken("bob"));
        await bob.JoinAsync(ChatFestival.Gushi.Room);
        await ann.SayAsync("before");
        await bob.HearsAsync<ChatSaid>();

        // Only the first node sees the empty server, and writes there.
        other.Freeze();
        redis.Keep();
        await redis.AskAsync("FLUSHALL");
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("lost", "lost")) is null, "the empty server acknowledges");
        await redis.KillAsync();
        await redis.StartOnKeptAsync();
        other.Thaw();

        await Eventually.TrueAsync(() => bob.Resyncs > 0, "everyone resyncs, also who never knew of the event");
    }

    [Test]
    public async Task A_question_that_was_open_while_Redis_started_again_draws_nobody()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, draws: true);
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room, node: 0);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room, node: 0);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await ann.HearsAsync<QuestionOpened>();
        await ann.AnswerAsync(asked.Id, 0);

        await redis.KillAsync();
        await redis.StartAgainAsync();
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(anchor.CloseAsync(asked.Id)) is null, "the question can be closed");

        await ann.LearnsAsync<QuestionVoided>(voided => voided.Id == asked.Id);
        Assert.That(festival.Kept.Outcomes.OfType<QuestionSettled>(), Is.Empty);
    }

    [Test]
    public async Task When_Redis_loses_its_data_clients_resync_and_an_open_question_is_voided()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, nodes: 2, draws: true);
        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room, node: 0);
        var relay = await festival.GuestAsync("rui", ChatFestival.Relay, node: 0);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room, node: 1);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await ann.HearsAsync<QuestionOpened>();
        await relay.HearsAsync<QuestionOpened>();
        await ann.AnswerAsync(asked.Id, 0);

        await using (var client = await redis.ConnectAsync())
            await client.GetServers().Single().FlushAllDatabasesAsync();

        // A viewer who joins the new log after the event finds it in the snapshot.
        await ann.LearnsAsync<QuestionVoided>(voided => voided.Id == asked.Id);
        await relay.LearnsAsync<QuestionVoided>(voided => voided.Id == asked.Id);
        await Eventually.TrueAsync(() => ann.Resyncs >= 1 && anchor.Resyncs >= 1, "everyone resyncs");
        var answer = await RoomUser.CodeOfAsync(ann.AnswerAsync(asked.Id, 0));
        var reveal = await RoomUser.CodeOfAsync(anchor.RevealAsync(asked.Id));
        await anchor.SayAsync("again");
        await ann.HearsAsync<ChatSaid>();

        Assert.Multiple(() =>
        {
            Assert.That(answer, Is.EqualTo("quiz.closed"));
            Assert.That(reveal, Is.EqualTo("quiz.voided"));
            Assert.That(ann.Learned<QuestionVoided>().Count(), Is.EqualTo(1));
            Assert.That(festival.Kept.Outcomes.OfType<QuestionSettled>(), Is.Empty);
        });
    }

    [Test]
    public async Task A_log_whose_end_was_lost_makes_everyone_resync()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        for (var i = 0; i < 10; i++)
            await ann.SayAsync($"{i}");
        await Eventually.TrueAsync(() => ann.Position!.Offset == 11, "all is heard");

        await using (var client = await festival.Redis.ConnectAsync())
            await client.GetDatabase().HashSetAsync(festival.Keys.Room(ChatFestival.Gushi.Room, "meta"), "s", 5);

        await Eventually.TrueAsync(() => ann.Resyncs == 1, "the viewer resyncs");
        await anchor.SayAsync("again");
        await ann.HearsAsync<ChatSaid>(said => said.Text == "again");
        Assert.Multiple(() =>
        {
            Assert.That(ann.Snapshot!.Pin?.Data, Is.InstanceOf<ProductPinned>());
            Assert.That(ann.Position!.Offset, Is.EqualTo(12), "no offset is given twice");
            Assert.That(ann.Faults, Is.Empty);
        });
    }
}
