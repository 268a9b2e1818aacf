using System.Diagnostics.Metrics;
using System.Globalization;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Api.Tests.Data;
using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.State;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Tests.Windows.Kills;

/// <summary>The loop that tells a room of the database's windows, with the real Redis.</summary>
internal sealed class TellingRig : IAsyncDisposable
{
    private static readonly RoomId Room = RoomId.Parse("gushi");
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly StepNotice _notice = new();
    private readonly BookTeller _teller;
    private readonly RedisLink _redis;
    private readonly RedisKeys _keys;

    /// <param name="host">The process's database.</param>
    /// <param name="redis">The rooms' server.</param>
    /// <param name="prefix">Rigs with the same prefix share the room.</param>
    /// <param name="around">Puts something in front of the real rooms.</param>
    public TellingRig(DataHost host, string redis, string prefix, Func<IBookRooms, IBookRooms>? around = null)
    {
        var (options, time) = (Options.Create(new RoomOptions()), TimeProvider.System);
        _redis = new RedisLink(new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Redis", redis)]).Build(), time);
        _keys = new RedisKeys(Options.Create(new RedisOptions { Prefix = prefix, Durable = true }), _redis);
        var log = new RoomLog(_redis, _keys, new KnownEnds(), options);
        IBookRooms rooms = new BookRooms(log, _keys, new ShowTime(new LiveState(_redis, _keys), options, time), options, time);
        _teller = new BookTeller(
            [new SaidKind()], around?.Invoke(rooms) ?? rooms, host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), _notice, _redis,
            new ApiMeter(_services.GetRequiredService<IMeterFactory>()), time, NullLogger<BookTeller>.Instance);
    }

    public Task StartAsync() => _teller.StartAsync(CancellationToken.None);

    /// <summary>Says that a step is committed.</summary>
    public void Raise() => _notice.Raise();

    /// <summary>Up to which revision the room was told of the window; 0 when it was told nothing.</summary>
    public async Task<long> ToldAsync(string window)
    {
        var told = (string?)await _redis.Database.HashGetAsync(_keys.Room(Room, "told"), $"vote {window}");
        return told is null ? 0 : long.Parse(told.Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>How many events the room has of the window.</summary>
    public async Task<int> EventsAsync(string window) =>
        (await _redis.Database.StreamRangeAsync(_keys.Room(Room, LogLane.Control))).Count(entry => entry.Values.Any(value => ((string?)value.Value)?.Contains($"\"{window}\"", StringComparison.Ordinal) == true));

    public async ValueTask DisposeAsync()
    {
        await _teller.StopAsync(CancellationToken.None);
        _teller.Dispose();
        await _redis.DisposeAsync();
        await _services.DisposeAsync();
    }
}
