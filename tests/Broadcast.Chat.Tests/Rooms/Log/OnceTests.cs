using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Rooms;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Chat.Tests.Rooms.Log;

/// <summary>A command with an id is carried out once, and never taken for another command with the same id.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OnceTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 1 };

    [Test]
    public async Task Commands_of_one_caller_with_the_same_id_are_each_carried_out_once()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(Room);

        var said = await anchor.SayAsync("look at this", "1");
        var pinned = await anchor.PinAsync(Room, ChatFestival.Goose, "1");
        var asked = await anchor.AskAsync(Room, Draft, "1");
        var again = (await anchor.SayAsync("look at this", "1"), await anchor.PinAsync(Room, ChatFestival.Goose, "1"), await anchor.AskAsync(Room, Draft, "1"));

        await anchor.HearsAsync<QuestionOpened>();
        Assert.Multiple(() =>
        {
            Assert.That(anchor.Events.Select(item => (item.Type, item.Offset)), Is.EqualTo([("chat", 1L), ("pin", 2L), ("question.opened", 3L)]));
            Assert.That(again, Is.EqualTo((said, pinned, asked)));
        });
    }

    [Test]
    public async Task Commands_and_announcements_are_remembered_for_a_day_and_messages_for_ten_minutes()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(Room);

        await anchor.SayAsync("look at this", "said");
        await anchor.PinAsync(Room, ChatFestival.Goose, "pinned");
        await anchor.AskAsync(Room, Draft, "asked");
        await festival.Services.GetRequiredService<IRoomAnnouncer>().AnnounceAsync(Room, new SlateShown { Showing = true }, showAt: null, "slate", SomeEvent.By, CancellationToken.None);

        var kept = await LifetimesAsync(festival);
        Assert.Multiple(() =>
        {
            Assert.That(kept.Keys.Select(key => key[(key.LastIndexOf(':') + 1)..]), Is.EquivalentTo(["said", "pinned", "asked", "slate"]));
            foreach (var (key, lifetime) in kept)
            {
                var full = key.EndsWith(":said", StringComparison.Ordinal) ? TimeSpan.FromMinutes(10) : TimeSpan.FromHours(24);
                Assert.That(lifetime, Is.LessThanOrEqualTo(full).And.GreaterThan(full - TimeSpan.FromMinutes(5)), key);
            }
        });
    }

    /// <summary>The keys of what the room remembers, with the time that is left of each.</summary>
    private static async Task<Dictionary<string, TimeSpan?>> LifetimesAsync(ChatFestival festival)
    {
        await using var redis = await festival.Redis.ConnectAsync();
        var kept = new Dictionary<string, TimeSpan?>(StringComparer.Ordinal);
        await foreach (var key in redis.GetServers().Single().KeysAsync(pattern: $"{festival.Keys.Room(Room, "once")}*"))
            kept[key.ToString()] = await redis.GetDatabase().KeyTimeToLiveAsync(key);
        return kept;
    }
}
