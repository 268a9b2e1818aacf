using System.Collections.Concurrent;
using System.Net;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Live;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Refusals;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Feed;

/// <summary>
/// The feeds of this node, each made at its first request. Limits the held requests of all rooms together, and checks them ten times a
/// second, so a held request needs no timer.
/// </summary>
internal sealed class RoomFeeds(
    RoomDirectory rooms, RoomRights rights, IOptions<RoomOptions> roomOptions, IOptions<FeedOptions> options, FeedMetrics metrics,
    RefusalLog refusals, IHostApplicationLifetime host, TimeProvider time, ILogger<RoomFeeds> logger) : LoopService
{
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly LoopGuard _guard = new(logger, time);
    private readonly ConcurrentDictionary<RoomId, Lazy<RoomFeed>> _feeds = [];
    private readonly AddressCounts _addresses = new(options.Value.MaxHeldPerAddress);
    private int _held;

    /// <summary>Returns the room's feed; refused unless guests may read rooms.</summary>
    public async Task<Result<RoomFeed>> FindAsync(string room, CancellationToken cancellation)
    {
        if (!RoomId.TryParse(room, null, out var id))
            return RoomErrors.Unknown;
        var found = rooms.Find(id);
        if (found.Failed)
            return found.Error;
        if (!rights.May(caller: null, RoomRights.Read, id))
            return AccessErrors.Forbidden;
        if (!await found.Value.Tail.ReachAsync(position: null, Patience, cancellation))
            return RoomErrors.Paused;

        return _feeds.GetOrAdd(id, _ => new Lazy<RoomFeed>(() => Open(found.Value))).Value;
    }

    /// <summary>The chunk, waited for if it is not complete yet. An address may have some of the requests that wait, not all.</summary>
    public async Task<Result<FeedAnswer>> ChunkAsync(string room, string epoch, long number, IPAddress? address, CancellationToken cancellation)
    {
        var feed = await FindAsync(room, cancellation);
        if (feed.Failed)
            return feed.Error;
        if (feed.Value.Find(epoch, number) is { } known)
            return known;
        if (!_addresses.TryEnter(address))
            return Refuse(address, FeedErrors.Crowded);

        try
        {
            return await HoldAsync(feed.Value, epoch, number, address, cancellation);
        }
        finally
        {
            _addresses.Leave(address);
        }
    }

    public async Task<Result<FeedAnswer>> SnapshotAsync(string room, CancellationToken cancellation)
    {
        var feed = await FindAsync(room, cancellation);
        return feed.Failed ? feed.Error : new FeedAnswer(feed.Value.Snapshot(rights.Of(null, RoomId.Parse(room))), FeedLasting.Moment, "snapshot");
    }

    public async Task<Result<FeedAnswer>> CountsAsync(string room, CancellationToken cancellation)
    {
        var feed = await FindAsync(room, cancellation);
        return feed.Failed ? feed.Error : new FeedAnswer(feed.Value.Counts(), FeedLasting.Moment, "counts");
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var leaving = host.ApplicationStopping.Register(Release);
        using var timer = new PeriodicTimer(BetweenChecks, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetTimestamp();
            foreach (var feed in Opened)
                _guard.Try("Checking the held requests of a room's feed", () => feed.CheckHeld(now));
        }
    }

    private async Task<Result<FeedAnswer>> HoldAsync(RoomFeed feed, string epoch, long number, IPAddress? address, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _held) > options.Value.MaxHeld)
        {
            Interlocked.Decrement(ref _held);
            return Refuse(address, FeedErrors.Busy);
        }

        metrics.Held(1);
        try
        {
            return await feed.HoldAsync(epoch, number, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _held);
            metrics.Held(-1);
        }
    }

    /// <summary>Notes a refusal; the endpoint counts every answer.</summary>
    private Error Refuse(IPAddress? address, Error refusal)
    {
        refusals.Note(address, "The feed", refusal.Code);
        return refusal;
    }

    private IEnumerable<RoomFeed> Opened => _feeds.Values.Where(feed => feed.IsValueCreated).Select(feed => feed.Value);

    private RoomFeed Open(OpenRoom room) =>
        new(room, roomOptions.Value.ChatPerFrame, options.Value.Kept, () => options.Value.Memory / Math.Max(1, _feeds.Count), metrics, time);

    /// <summary>
    /// The host waits for running requests before it stops. Held ones are answered, so their clients retry on another node.
    /// </summary>
    private void Release()
    {
        foreach (var feed in Opened)
            feed.Release();
    }
}
