using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Time;
using Broadcast.Chat.Tests.Rooms.Log;
using Broadcast.Chat.Windows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Windows;

/// <summary>One room's windows on the real Redis, at a time that a test sets.</summary>
internal sealed class WindowRig : IAsyncDisposable
{
    public static readonly RoomId Room = RoomId.Parse("gushi");
    private static int _made;

    private readonly FakeTimeProvider _machine = new(DateTimeOffset.UtcNow);
    private readonly SteppedTime _time;
    private readonly DisciplinedClock _clock;
    private readonly RedisLink _redis;
    private readonly RedisKeys _keys;
    private readonly OutcomeStream _outcomes;

    public WindowRig()
        : this(RunRedis.Server.ConnectionString, $"window{Interlocked.Increment(ref _made)}")
    {
    }

    /// <summary>A room on a server that may fail over, and lose what it has answered.</summary>
    public static WindowRig OnPrimary(RedisServer server) => new($"{server.ConnectionString},allowAdmin=true", $"window{Interlocked.Increment(ref _made)}", durable: false);

    /// <param name="redis">A server.</param>
    /// <param name="prefix">Who has the same one has the same room.</param>
    /// <param name="durable">Whether it keeps every answered write.</param>
    public WindowRig(string redis, string prefix, bool durable = true)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Redis", redis)]).Build();
        var (rooms, settings) = (Options.Create(new RoomOptions()), Options.Create(new RedisOptions { Prefix = prefix, Durable = durable }));
        _time = new SteppedTime(_machine);
        _clock = new DisciplinedClock(_machine);
        _redis = new RedisLink(configuration, _time);
        _keys = new RedisKeys(settings, _redis);
        _outcomes = new OutcomeStream(_keys, rooms);
        var log = new RoomLog(_redis, _keys, new KnownEnds(), rooms);
        var scripts = new WindowScripts(log, _keys, _outcomes);
        Windows = new WindowStore(scripts, log, _redis, _keys, rooms, settings);
        Entries = new EntryStore(_redis, _keys, _clock, rooms);
        Handover = new Handover(scripts, _redis, _keys);
    }

    public WindowStore Windows { get; }

    public EntryStore Entries { get; }

    public Handover Handover { get; }

    /// <summary>What this node believes the time to be, Unix milliseconds.</summary>
    public long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>What any event of these tests says: only that there is one is judged.</summary>
    public static NewEvent Said => SomeEvent.Of(new SlateShown { Showing = true });

    public void Advance(TimeSpan by) => _machine.Advance(by);

    /// <summary>Sets this node's clock, as if another node asked next.</summary>
    public void Step(TimeSpan by) => _time.Step(by);

    public void SetUncertainty(TimeSpan uncertain) => _clock.Begin(TimeSpan.Zero, uncertain);

    public Task<long> EventsAsync() => _redis.Database.StreamLengthAsync(_keys.Room(Room, LogLane.Control));

    public async Task<IReadOnlyList<string>> DueNamesAsync() => [.. (await _redis.Database.SortedSetRangeByRankAsync(WindowRef.Due(Room, _keys))).Select(name => (string)name!)];

    /// <summary>The states in which windows were handed to the database, in order.</summary>
    public async Task<IReadOnlyList<string>> HandedOverAsync() =>
        [.. (await _redis.Database.StreamRangeAsync(_outcomes.Key(Room))).Select(entry => $"{entry["window"]} {entry["to"]}")];

    /// <summary>Acknowledges what was handed over, as the database does when it has kept it.</summary>
    public Task AcknowledgeAsync() => _redis.Database.KeyDeleteAsync(_outcomes.Key(Room));

    /// <summary>Loses the log and what it says of the time, and nothing else.</summary>
    public Task LoseLogAsync() => _redis.Database.KeyDeleteAsync([RoomLog.MetaKey(Room, _keys), _keys.Room(Room, LogLane.Control)]);

    /// <summary>Loses one window with its entries.</summary>
    public Task LoseAsync(WindowRef window) => _redis.Database.KeyDeleteAsync([window.Key(_keys), window.Entries(_keys)]);

    /// <summary>The room as a replica has it that has received everything so far.</summary>
    public async Task<IReadOnlyList<(RedisKey Key, byte[] Value, TimeSpan? Lifetime)>> CopyAsync()
    {
        var copies = new List<(RedisKey, byte[], TimeSpan?)>();
        await foreach (var key in KeysAsync())
            if (await _redis.Database.KeyDumpAsync(key) is { } value)
                copies.Add((key, value, await _redis.Database.KeyTimeToLiveAsync(key)));
        return copies;
    }

    /// <summary>Promotes a replica that has received so much and no more: what was written since is lost, and the server's history is another.</summary>
    public async Task FailOverAsync(IReadOnlyList<(RedisKey Key, byte[] Value, TimeSpan? Lifetime)> copy)
    {
        await foreach (var key in KeysAsync())
            await _redis.Database.KeyDeleteAsync(key);
        foreach (var (key, value, lifetime) in copy)
            await _redis.Database.KeyRestoreAsync(key, value, lifetime);
        await _redis.Database.ExecuteAsync("DEBUG", "CHANGE-REPL-ID");
    }

    /// <summary>What the script would leave behind for ever, were it not set to expire.</summary>
    public async Task<IReadOnlyList<string>> WithoutExpiryAsync()
    {
        var kept = new List<string>();
        await foreach (var key in KeysAsync())
            if (await _redis.Database.KeyTimeToLiveAsync(key) is null && key != _outcomes.Key(Room))
                kept.Add(key!);
        return kept;
    }

    public async ValueTask DisposeAsync()
    {
        await foreach (var key in KeysAsync())
            await _redis.Database.KeyDeleteAsync(key);
        await _redis.DisposeAsync();
    }

    private IAsyncEnumerable<RedisKey> KeysAsync() => _redis.Database.Multiplexer.GetServers().Single().KeysAsync(pattern: $"{_keys.Room(Room, "")}*");
}
