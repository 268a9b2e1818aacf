using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Live;

public sealed class PausedRedisTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    [Test]
    public async Task While_Redis_sleeps_joins_are_served_speakers_are_refused_with_a_code_and_no_acknowledged_message_is_lost()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, settings: [("Rooms:Inbox", "10")]);
        var speakers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => festival.GuestAsync($"v{i}", Room)));
        var anchor = await festival.AnchorAsync(Room);
        await anchor.PinAsync(Room, ChatFestival.Goose);
        await speakers[0].SayAsync("before");
        await Eventually.TrueAsync(() => speakers.All(speaker => speaker.Position!.Offset == 2), "everyone has heard it");

        redis.Freeze();
        var says = speakers.Select((speaker, i) => RoomUser.CodeOfAsync(speaker.SayAsync($"m{i}", $"m{i}"))).ToList();
        await Eventually.TrueAsync(() => says.Any(say => say.IsCompleted), "more than the inbox holds is refused at once");
        var late = await festival.GuestAsync("late", Room);
        var resumed = await late.Connection.InvokeAsync<JoinResult>("Join", Room, speakers[0].Position! with { Offset = 1 });
        await Eventually.TrueAsync(() => speakers[0].Paused, "viewers hear that the room is paused");
        redis.Thaw();
        var codes = await Task.WhenAll(says);
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(speakers[0].SayAsync("after", "after")) is null, "the room goes on");
        await Eventually.TrueAsync(() => speakers.All(speaker => speaker.Heard<ChatSaid>().Any(said => said.Text == "after") && !speaker.Paused), "everyone hears it");

        var log = await festival.Services.GetRequiredService<RoomLog>().ReadAsync(Room, LogLane.Chat, 0, long.MaxValue, 1000);
        var texts = log.Select(item => ((ChatSaid)item.Data).Text).ToList();
        var acknowledged = says.Select((_, i) => $"m{i}").Where((_, i) => codes[i] is null);
        Assert.Multiple(() =>
        {
            Assert.That(resumed.Events.Single().Data, Is.EqualTo(new ChatSaid { Text = "before" }));
            Assert.That(resumed.Snapshot.Pin, Is.Not.Null);
            Assert.That(codes, Has.All.AnyOf(null, "chat.too_fast", "room.paused"));
            Assert.That(codes.Count(code => code == "chat.too_fast"), Is.GreaterThanOrEqualTo(says.Count / 2), "few more wait than the inbox holds");
            Assert.That(texts, Is.SupersetOf(acknowledged));
            Assert.That(texts, Is.Unique);
            Assert.That(speakers.Sum(speaker => speaker.Resyncs), Is.Zero);
            Assert.That(speakers.SelectMany(speaker => speaker.Faults), Is.Empty);
        });
    }
}
