using Broadcast.Api.Data;
using Broadcast.Api.Shops;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Outbox;

/// <summary>
/// Sends messages to shops: after each commit in this process, and by looking once a second. Each shop has a lane of its own, so one whose
/// server is slow or away delays no other. One loop starts the lanes; a lane ends when nothing of its shop is due, and one that found nothing to take
/// is not started again before something is.
/// </summary>
internal sealed partial class OutboxSender : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly OutboxQueue _queue;
    private readonly WebhookPost _post;
    private readonly CommitNotice _commits;
    private readonly IOptions<OutboxOptions> _options;
    private readonly OutboxMetrics _metrics;
    private readonly ILogger<OutboxSender> _logger;
    private readonly LoopGuard _guard;
    private readonly WakeUp _wakeUp = new();
    private readonly Dictionary<string, Task> _lanes = new(StringComparer.Ordinal);
    private readonly ShopRests _rests;

    public OutboxSender(
        IDbContextFactory<FestivalDb> databases, OutboxQueue queue, WebhookPost post, CommitNotice commits, IOptions<OutboxOptions> options, OutboxMetrics metrics,
        TimeProvider time, ILogger<OutboxSender> logger)
    {
        (_databases, _queue, _post, _commits, _options, _metrics, _logger) = (databases, queue, post, commits, options, metrics, logger);
        (_guard, _rests) = (new LoopGuard(logger, time), new ShopRests(time));
    }

    /// <summary>An operator has something sent again.</summary>
    public void Wake()
    {
        _rests.End();
        _wakeUp.Set();
    }

    /// <summary>Sends everything that is due to a shop now.</summary>
    public async Task SendDueAsync(string shop, CancellationToken cancellation)
    {
        var (round, isIdle) = (_rests.Round, true);
        while (await ShopAsync(shop, cancellation) is { } target && await _queue.TakeAsync(shop, _options.Value.AtOnce, cancellation) is { Count: > 0 } taken)
        {
            isIdle = false;
            await Task.WhenAll(taken.Select(message => SendAsync(target, message, cancellation)));
        }

        if (isIdle)
            _rests.Add(shop, await _queue.NextAsync(shop, cancellation), round);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        _commits.Committed += _wakeUp.Set;
        try
        {
            while (true)
            {
                if (!await _guard.TryAsync("Looking for messages to shops", () => LookAsync(stoppingToken), stoppingToken))
                    _metrics.Faults.Add(1);
                await _wakeUp.WaitAsync(Interval, stoppingToken);
            }
        }
        finally
        {
            _commits.Committed -= _wakeUp.Set;
            // What is under way ends with the host's own stop; a message that was taken is free again when its time is up.
            await Task.WhenAll(_lanes.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        foreach (var (shop, lane) in _lanes.ToList())
            if (lane.IsCompleted)
                _lanes.Remove(shop);
        try
        {
            foreach (var shop in await _queue.DueShopsAsync(cancellation))
                if (!_lanes.ContainsKey(shop) && !_rests.Has(shop))
                    _lanes.Add(shop, LaneAsync(shop, cancellation));
        }
        catch (Exception fault) when (DatabaseAway.Is(fault))
        {
            _metrics.Faults.Add(1);
            Away(_logger, fault.Message);
        }
    }

    private async Task LaneAsync(string shop, CancellationToken cancellation)
    {
        if (!await _guard.TryAsync("Sending messages to a shop", () => TrySendAsync(shop, cancellation), cancellation))
            _metrics.Faults.Add(1);
    }

    private async Task TrySendAsync(string shop, CancellationToken cancellation)
    {
        try
        {
            await SendDueAsync(shop, cancellation);
        }
        catch (Exception fault) when (DatabaseAway.Is(fault))
        {
            _metrics.Faults.Add(1);
            Away(_logger, fault.Message);
        }
    }

    private async Task SendAsync(Shop shop, OutboxTry message, CancellationToken cancellation)
    {
        if (await _post.SendAsync(shop, message, cancellation) is not { } why)
        {
            // A process that dies right here has another one send it once more, with the same id.
            if (await _queue.SentAsync(message, cancellation))
                _metrics.Delivered.Add(1, OutboxMetrics.Of(shop.Id));
            return;
        }

        _metrics.Failed.Add(1, OutboxMetrics.Of(shop.Id));
        NotSent(_logger, message.MessageId, message.Type, shop.Id, message.Tries, why);
        if (!await _queue.FailedAsync(message, why, cancellation))
            return;

        _metrics.Parked.Add(1, OutboxMetrics.Of(shop.Id));
        GivenUp(_logger, message.MessageId, message.Type, shop.Id, why);
    }

    /// <summary>As it is now; null when it is no longer told.</summary>
    private async Task<Shop?> ShopAsync(string shop, CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        return await OutboxBook.Told(database).SingleOrDefaultAsync(known => known.Id == shop, cancellation);
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(EventName = nameof(NotSent), Level = LogLevel.Information, Message = "Message {Id} ({Type}) was not taken by shop {Shop} at try {Tries}: {Why}")]
    private static partial void NotSent(ILogger logger, string id, string type, string shop, int tries, string why);

    [LoggerMessage(EventName = nameof(GivenUp), Level = LogLevel.Error, Message = "Message {Id} ({Type}) to shop {Shop} is given up: {Why}. An operator can have it sent again")]
    private static partial void GivenUp(ILogger logger, string id, string type, string shop, string why);

    [LoggerMessage(EventName = nameof(Away), Level = LogLevel.Warning, Message = "Messages to shops wait; the next round tries again: {Reason}")]
    private static partial void Away(ILogger logger, string reason);
}
