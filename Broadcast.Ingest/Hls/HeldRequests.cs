using System.Net;
using Broadcast.Chat.Spine.Hosting;
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
    private readonly ITimer _timer;
    private readonly AddressCounts _addresses;
    private int _held;

    public HeldRequests(ChannelRegistry channels, IOptions<HlsOptions> options, TimeProvider time, ChannelMetrics metrics, ILogger<HeldRequests> logger)
    {
        (_options, _time, _metrics, _addresses) = (options.Value, time, metrics, new AddressCounts(options.Value.MaxHeldPerAddress));
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
    /// Waits for the first listing that fulfils the condition; null when that took too long, too many requests wait (of this address, or of
    /// all), or the channel ended.
    /// </summary>
    public ValueTask<Listing?> UntilAsync(Rendition rendition, IPAddress? address, Func<Listing, bool> fulfilled) =>
        rendition.Listing is var listing && fulfilled(listing) ? new ValueTask<Listing?>(listing) : HoldAsync(rendition, address, fulfilled);

    public void Dispose() => _timer.Dispose();

    private async ValueTask<Listing?> HoldAsync(Rendition rendition, IPAddress? address, Func<Listing, bool> fulfilled)
    {
        if (!_addresses.TryEnter(address))
        {
            _metrics.HoldRefused();
            return null;
        }

        try
        {
            return await HoldAsync(rendition, fulfilled);
        }
        finally
        {
            _addresses.Leave(address);
        }
    }

    private async ValueTask<Listing?> HoldAsync(Rendition rendition, Func<Listing, bool> fulfilled)
    {
        if (Interlocked.Increment(ref _held) > _options.MaxHeld)
        {
            Interlocked.Decrement(ref _held);
            _metrics.HoldRefused();
            return null;
        }

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
            Interlocked.Decrement(ref _held);
            _metrics.Held(-1);
        }
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
