using System.Net;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Refusals;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Playout;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Hls;

/// <summary>
/// Holds requests until their media is listed. A held request costs one small object and no timer of its own: a shared timer gives up,
/// once a second, on those that have waited too long.
/// </summary>
internal sealed class HeldRequests : IHostedService, IDisposable
{
    /// <summary>A held reload that takes longer is answered with 503 (rfc8216bis 6.2.5.2).</summary>
    private static readonly TimeSpan Patience = ChannelTimes.TargetDuration * 3;

    private static readonly TimeSpan ExpiryInterval = TimeSpan.FromSeconds(1);

    private readonly HlsOptions _options;
    private readonly TimeProvider _time;
    private readonly ChannelMetrics _metrics;
    private readonly RefusalLog _refusals;
    private readonly ITimer _timer;
    private readonly AddressCounts _addresses;
    private int _held;

    public HeldRequests(
        ChannelRegistry channels, IOptions<HlsOptions> options, TimeProvider time, ChannelMetrics metrics, RefusalLog refusals, ILogger<HeldRequests> logger)
    {
        (_options, _time, _metrics, _refusals) = (options.Value, time, metrics, refusals);
        _addresses = new AddressCounts(options.Value.MaxHeldPerAddress);
        _timer = GuardedTimer.Create(time, logger, "held requests", () => Expire(channels));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer.Change(ExpiryInterval, ExpiryInterval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public int Count => Volatile.Read(ref _held);

    /// <summary>
    /// Waits for the first listing that fulfils the condition. Fails with <c>hls.late</c> when that took too long or the channel ended, with
    /// <c>hls.crowded</c> or <c>hls.busy</c> when too many requests wait: of this address, or of all.
    /// </summary>
    public ValueTask<Result<Listing>> UntilAsync(Rendition rendition, IPAddress? address, Func<Listing, bool> fulfilled) =>
        rendition.Listing is var listing && fulfilled(listing) ? new ValueTask<Result<Listing>>(listing) : HoldAsync(rendition, address, fulfilled);

    public void Dispose() => _timer.Dispose();

    private async ValueTask<Result<Listing>> HoldAsync(Rendition rendition, IPAddress? address, Func<Listing, bool> fulfilled)
    {
        if (!_addresses.TryEnter(address))
            return Refuse(address, HlsErrors.Crowded);

        try
        {
            if (Interlocked.Increment(ref _held) <= _options.MaxHeld)
                return await HoldAsync(rendition, fulfilled) is { } listing ? listing : HlsErrors.TooLate;

            return Refuse(address, HlsErrors.Busy);
        }
        finally
        {
            Interlocked.Decrement(ref _held);
            _addresses.Leave(address);
        }
    }

    /// <summary>The listing; null when it did not come.</summary>
    private async ValueTask<Listing?> HoldAsync(Rendition rendition, Func<Listing, bool> fulfilled)
    {
        _metrics.Held(1);
        try
        {
            var request = new HeldRequest(fulfilled, _time.GetTimestamp() + (long)(Patience.TotalSeconds * _time.TimestampFrequency));
            if (rendition.Held.TryAdd(request))
                return await request.Answer;
            return rendition.Listing is var listing && fulfilled(listing) ? listing : null;
        }
        finally
        {
            _metrics.Held(-1);
        }
    }

    private Error Refuse(IPAddress? address, Error refusal)
    {
        _metrics.HoldRefused(refusal.Code);
        _refusals.Note(address, "HLS", refusal.Code);
        return refusal;
    }

    private void Expire(ChannelRegistry channels)
    {
        if (Count == 0)
            return;

        var now = _time.GetTimestamp();
        foreach (var output in channels.Outputs)
            foreach (var rendition in output.Renditions)
                rendition.Held.Expire(now);
    }
}
