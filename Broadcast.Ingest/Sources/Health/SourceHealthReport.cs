using Broadcast.Ingest.Inputs.Order;

namespace Broadcast.Ingest.Sources.Health;

/// <summary>Puts a stage's health together from its meters.</summary>
internal static class SourceHealthReport
{
    /// <summary>A publisher may take so long to its first picture before that is an alarm.</summary>
    private static readonly TimeSpan FirstPicture = TimeSpan.FromSeconds(5);

    public static SourceHealth Of(StageSource stage)
    {
        var session = stage.Session;
        var run = session?.Run?.OnAir;
        var (bitrate, frameRate) = session?.Arrivals.Read() ?? (0, 0);
        var (gop, gopMax) = session?.Gops.Read() ?? (TimeSpan.Zero, TimeSpan.Zero);
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
            Silent = session?.Filling ?? false,
            SilenceFilled = (long)(session?.SilenceFilled ?? 0),
            Dropped = session?.QueueDrops ?? 0,
            Discarded = session?.Discarded ?? 0,
            Runs = stage.Record.Runs,
            Restarts = stage.Record.Restarts,
            LastRefusal = stage.Record.LastRefusal,
            LastFault = stage.Record.LastFault,
            Head = stage.Head?.ToUnixTimeMilliseconds(),
            Inputs = [.. stage.Order.All.Select(input => InputHealth.Of(input, stage))],
            Alarms = [.. Alarms(stage, session, run is not null, gop)],
        };
    }

    private static IEnumerable<string> Alarms(StageSource stage, PublishSession? session, bool live, TimeSpan gop)
    {
        if (gop > stage.Options.MaxGop)
            yield return "gop.too_long";
        if (session is not null && !live && stage.Time.GetUtcNow() - session.Since > FirstPicture)
            yield return "picture.missing";
        if (live && session!.Filling)
            yield return "audio.missing";
        if (stage.Record.DroppedRecently)
            yield return "source.dropped";
        if (stage.Record.FailedRecently)
            yield return "packager.failing";
    }
}
