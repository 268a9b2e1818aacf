using Broadcast.Chat.Contracts.State;

namespace Broadcast.Ingest.Sources.Health;

/// <summary>Makes the control room's report of a stage's health. Values are rounded, so that tiny changes are not sent again.</summary>
internal static class StageReporting
{
    public static StageReport Of(SourceHealth health)
    {
        var input = health.Inputs.FirstOrDefault(known => known.Active);
        return new StageReport
        {
            Stage = health.Stage,
            Known = true,
            Live = health.Live,
            PublisherSince = health.Publisher?.Since,
            Codecs = health.Codecs,
            Width = health.Width,
            Height = health.Height,
            FrameRate = Math.Round(health.FrameRate, 1),
            Bitrate = health.Bitrate / 1000 * 1000,
            Gop = Math.Round(health.Gop, 1),
            LastPacketAge = health.LastPacketAge / 1000 * 1000,
            AvSkew = health.AvSkew is { } skew ? Math.Round(skew) : null,
            Level = health.Picture?.Level is { } level ? Math.Round(level) : null,
            Peak = health.Picture?.Peak is { } peak ? Math.Round(peak) : null,
            Reconnects = health.ReconnectsLastHour,
            Input = input?.Kind.ToString().ToLowerInvariant(),
            InputNumber = input?.Number,
            Alarms = health.AlarmDetails,
        };
    }
}
