using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Time;
using Broadcast.Chat.Windows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Benchmarks.Answers;

/// <summary>What a node has of a room's windows, without the rest of a node.</summary>
internal sealed class AnswerRoom : IAsyncDisposable
{
    private static readonly RoomId Room = RoomId.Parse("gushi");
    private static readonly NewEvent Said = new(new SlateShown { Showing = true }, ShowAt: null, Actor.Rule("bench").Author);
    private readonly RedisLink _redis;
    private readonly RedisKeys _keys;
    private readonly WindowStore _windows;

    public AnswerRoom(string redis, IMeterFactory meters)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Redis", redis)]).Build();
        var (rooms, durable) = (Options.Create(new RoomOptions()), Options.Create(new RedisOptions { Durable = true }));
        _redis = new RedisLink(configuration, TimeProvider.System);
        _keys = new RedisKeys(durable, _redis);
        var log = new RoomLog(_redis, _keys, new KnownEnds(), rooms);
        _windows = new WindowStore(new WindowScripts(log, _keys, new OutcomeStream(_keys, rooms)), log, _redis, _keys, rooms, durable);
        Entries = new EntryStore(_redis, _keys, new DisciplinedClock(TimeProvider.System), rooms);
        Acceptor = new Acceptor(Entries, meters, rooms, TimeProvider.System);
    }

    public EntryStore Entries { get; }

    public Acceptor Acceptor { get; }

    public IDatabase Database => _redis.Database;

    /// <summary>Opens a window of four options, as a question is one.</summary>
    public async Task<WindowRef> OpenAsync(int number)
    {
        var window = new WindowRef(Room, "bench", $"gushi.w{number}");
        var until = TimeProvider.System.GetUtcNow().AddMinutes(10).ToUnixTimeMilliseconds();
        var (offset, id) = await _windows.OpenAsync(new NewWindow(window, 4, Kept: true, []), Said, until, until);
        return offset > 0 ? window : throw new InvalidOperationException($"{id} is open.");
    }

    /// <summary>Closes it, removes its entries, and says how many there were, by the counts and by the entries.</summary>
    public async Task<(long Counted, long Stored)> EndAsync(WindowRef window)
    {
        await _windows.CloseAsync(window, Said, Said, atOnce: true);
        var (counted, stored) = ((await _windows.ReadAsync(window))!.Counts.Sum(), await Database.HashLengthAsync(window.Entries(_keys)));
        await Database.KeyDeleteAsync(window.Entries(_keys));
        return (counted, stored);
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();
}
