using Broadcast.Chat.Contracts.State;

namespace Broadcast.Ingest.Sources.Health.Rules;

/// <summary>The alarms of a source, with the thresholds that hold unless <c>Ingest:Alarms:Rules</c> says otherwise.</summary>
internal static class AlarmRules
{
    /// <summary>A picture with a larger black share counts as black; the rest may be a logo or a clock.</summary>
    private const double Black = 0.98;

    private static readonly TimeSpan Now = TimeSpan.Zero;

    /// <summary>chroma_format_idc of 4:2:2 and 4:4:4.</summary>
    private const int Chroma422 = 2, Chroma444 = 3;

    public static IReadOnlyList<AlarmRule> Defaults { get; } =
    [
        Rule("picture.missing", AlarmSeverity.Critical, "The stage is fed, but no picture arrives.", raise: 0.5, clear: 0.5, Seconds(5), Seconds(2),
            reading => reading.SinceBegun is null ? null : reading.Health.Live ? 0 : 1),
        Rule("picture.black", AlarmSeverity.Critical, "The picture is black.", raise: Black, clear: 0.95, Seconds(5), Seconds(2), reading => reading.Watch.Blackness),
        // A black picture also stands still and needs few bits; one alarm for it is enough.
        Rule("picture.frozen", AlarmSeverity.Warning, "The picture stands still.", raise: 20, clear: 5, Now, Seconds(2),
            reading => reading.Watch.Blackness > Black ? null : reading.Watch.Still),
        Rule("picture.ten_bit", AlarmSeverity.Critical, "Phones cannot play a picture of more than 8 bits: set the encoder to 8 bits.", raise: 8, clear: 8, Now, Seconds(2),
            reading => reading.Health.Format?.BitDepth),
        Rule("picture.chroma_422", AlarmSeverity.Critical, "Phones cannot play 4:2:2: set the encoder to 4:2:0.", raise: 0.5, clear: 0.5, Now, Seconds(2), reading => Has(reading, Chroma422)),
        Rule("picture.chroma_444", AlarmSeverity.Critical, "Phones cannot play 4:4:4: set the encoder to 4:2:0.", raise: 0.5, clear: 0.5, Now, Seconds(2), reading => Has(reading, Chroma444)),
        Rule("picture.interlaced", AlarmSeverity.Warning, "The picture is coded as interlaced, and many phones show combs or nothing: set the encoder to progressive.", raise: 0.5, clear: 0.5, Now, Seconds(2),
            reading => reading.Health.Format is { Interlaced: true } ? 1 : 0),
        Rule("audio.missing", AlarmSeverity.Critical, "No sound arrives: silence is sent.", raise: 0.5, clear: 0.5, Seconds(2), Seconds(3),
            reading => reading.Health.Live ? reading.Health.Silent ? 1 : 0 : null),
        Rule("audio.silent", AlarmSeverity.Warning, "The sound is silent.", raise: -60, clear: -55, Seconds(10), Seconds(2),
            reading => reading.Health.Silent ? null : reading.Watch.Level, below: true),
        Rule("audio.clipping", AlarmSeverity.Notice, "The sound is too loud: it is cut off at full scale.", raise: -0.1, clear: -1, Seconds(5), Seconds(10), reading => reading.Watch.Peak),
        Rule("gop.too_long", AlarmSeverity.Warning, "Keyframes come too seldom.", raise: 4, clear: 4, Now, Seconds(5), reading => Live(reading, reading.Health.Gop)),
        Rule("fps.low", AlarmSeverity.Warning, "Too few pictures a second arrive.", raise: 12, clear: 14, Seconds(10), Seconds(10), reading => Settled(reading, reading.Health.FrameRate), below: true),
        Rule("bitrate.low", AlarmSeverity.Warning, "The bitrate is too low for a good picture.", raise: 150_000, clear: 200_000, Seconds(10), Seconds(10),
            reading => reading.Watch.Blackness > Black ? null : Settled(reading, reading.Health.Bitrate), below: true),
        Rule("packet.late", AlarmSeverity.Warning, "The publisher is connected but sends nothing.", raise: 2000, clear: 1000, Now, Seconds(5), reading => reading.Health.LastPacketAge),
        Rule("av.skew", AlarmSeverity.Warning, "Picture and sound are not sent together.", raise: 300, clear: 150, Seconds(5), Seconds(10),
            reading => reading.Health.AvSkew is { } skew && reading.Health.Live ? Math.Abs(skew) : null),
        Rule("source.unstable", AlarmSeverity.Warning, "The publisher keeps reconnecting.", raise: 5, clear: 3, Now, Seconds(30), reading => reading.Health.ReconnectsLastHour),
        Rule("source.dropped", AlarmSeverity.Warning, "Media was dropped because the queue was full.", raise: 0.5, clear: 0.5, Now, Seconds(30), reading => reading.NewDrops),
        Rule("packager.failing", AlarmSeverity.Critical, "FFmpeg failed and was replaced.", raise: 0.5, clear: 0.5, Now, Seconds(30), reading => reading.NewFailures),
        Rule("source.refused", AlarmSeverity.Critical, "What the publisher sends cannot be used: it was refused.", raise: 0.5, clear: 0.5, Now, Seconds(30), reading => reading.NewRejections),
    ];

    private static double Has(StageReading reading, int chroma) => reading.Health.Format?.Chroma == chroma ? 1 : 0;

    private static double? Live(StageReading reading, double value) => reading.Health.Live ? value : null;

    /// <summary>The value from 10 s after the publisher came on; averages over five seconds mean little before.</summary>
    private static double? Settled(StageReading reading, double value) => reading.SinceBegun > Seconds(10) ? Live(reading, value) : null;

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static AlarmRule Rule(
        string code, AlarmSeverity severity, string text, double raise, double clear, TimeSpan raiseAfter, TimeSpan clearAfter, Func<StageReading, double?> measure, bool below = false) =>
        new()
        {
            Code = code,
            Severity = severity,
            Text = text,
            Measure = measure,
            Raise = raise,
            Clear = clear,
            RaiseAfter = raiseAfter,
            ClearAfter = clearAfter,
            Below = below,
        };
}
