using System.Text.Json;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Spine.Facts;

/// <summary>
/// The last known facts. One loop writes; everyone reads <see cref="Current"/>, an immutable snapshot. Told by pub/sub, and looks by
/// itself every two seconds, because a notice may be lost. A look that finds nothing new reads a few bytes.
/// </summary>
internal sealed partial class FactsReader(RedisLink redis, RedisKeys keys, TimeProvider time, ILogger<FactsReader> logger) : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly FactsShelf _shelf = new(redis, keys);
    private readonly WakeUp _wakeUp = new();
    private bool _subscribed;
    private volatile FactsView _current = new(FestivalFacts.Empty);

    public FactsView Current => _current;

    /// <summary>Raised by the reading loop after <see cref="Current"/> changed. Handlers must not block.</summary>
    public event Action<FactsView>? Changed;

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _guard.TryAsync("Reading the facts", LookAsync, stoppingToken);
            await _wakeUp.WaitAsync(Interval, stoppingToken);
        }
    }

    private async Task LookAsync()
    {
        try
        {
            if (!_subscribed)
            {
                await redis.Subscriber.SubscribeAsync(keys.FactsChanged, (_, _) => _wakeUp.Set());
                _subscribed = true;
            }

            await ReadAsync();
        }
        catch (Exception exception) when (RedisAway.Is(exception) || exception is JsonException)
        {
            // The last copy stays in force while Redis is away.
            NotRead(logger, exception.Message);
        }
    }

    private async Task ReadAsync()
    {
        if (await _shelf.LookAsync(FactsStamp.Of(_current.Facts)) is not { } fetched)
            return;

        _current = new FactsView(fetched.Facts);
        fetched.Take();
        FactsTaken(logger, fetched.Facts.Revision, fetched.Facts.Lineage, time.GetUtcNow());
        // These facts are not told again: a listener that fails must not keep them from the others.
        foreach (var listener in Delegate.EnumerateInvocationList(Changed))
            _guard.Try("Telling of new facts", () => listener(_current));
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Facts were not read: {Reason}")]
    private static partial void NotRead(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Facts of revision {Revision} of lineage {Lineage} taken at {At}")]
    private static partial void FactsTaken(ILogger logger, long revision, long lineage, DateTimeOffset at);
}
