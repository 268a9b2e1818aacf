using Broadcast.Ingest.Sources.Order;

namespace Broadcast.Ingest.Sources.Health;

/// <summary>Puts a stage's health together from its meters.</summary>
internal static class SourceHealthReport
{
    public static SourceHealth Of(StageSource stage)
    {
        var session = stage.Session;
        var run = session?.Run?.OnAir;
        var (bitrate, frameRate) = session?.Arrivals.Read() ?? (0, 0);
        var (gop, gopMax) = session?.Gops.Read() ?? (TimeSpan.Zero, TimeSpan.Zero);
        var (reconnects, lastHour) = stage.Record.ReconnectCounter.Reconnects;
        return new SourceHealth
        {
            Stage = stage.Id,
            Live = run is not null,
            Publisher = session is null ? null : new PublisherHealth
            {
                Since = session.Since.ToUnixTimeMilliseconds(),
                Address = session.Address,
                Client = session.Client,
            },
            Codecs = run?.Codecs,
            Width = run?.Width ?? 0,
            Height = run?.Height ?? 0,
            FrameRate = Math.Round(frameRate, 2),
            Bitrate = bitrate,
            Gop = Math.Round(gop.TotalSeconds, 3),
            GopMax = Math.Round(gopMax.TotalSeconds, 3),
            LastPacketAge = (long?)session?.Arrivals.Age?.TotalMilliseconds,
            AvSkew = session?.Skews.Skew is { } skew ? Math.Round(skew, 1) : null,
            Reconnects = reconnects,
            ReconnectsLastHour = lastHour,
            TimestampJumps = stage.Record.TimestampJumps,
            Silent = session?.Filling ?? false,
            SilenceFilled = (long)(session?.SilenceFilled ?? 0),
            Dropped = session?.QueueDrops ?? 0,
            DroppedTotal = stage.Record.Drops,
            Discarded = session?.Discarded ?? 0,
            Runs = stage.Record.Runs,
            Restarts = stage.Record.Restarts,
            Rejections = stage.Record.Rejections,
            Format = session?.Format,
            SoundChannels = session?.SoundChannels,
            LastRefusal = stage.Record.LastRefusal,
            LastFault = stage.Record.LastFault,
            Head = stage.Head?.ToUnixTimeMilliseconds(),
            Inputs = [.. stage.Order.All.Select(input => InputHealth.Of(input, stage))],
        };
    }
}
