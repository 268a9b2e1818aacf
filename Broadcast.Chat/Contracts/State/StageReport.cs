using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.State;

/// <summary>
/// A stage's health as the control room shows it. Ingest writes it once a second; connections that watch get it when it has changed.
/// </summary>
public sealed record StageReport
{
    public required StageId Stage { get; init; }

    /// <summary>False when Ingest reports nothing about the stage; then the other values mean nothing.</summary>
    public required bool Known { get; init; }

    /// <summary>True while the stage puts out pictures of a source.</summary>
    public bool Live { get; init; }

    /// <summary>When the present publisher came, Unix milliseconds; null without one.</summary>
    public long? PublisherSince { get; init; }

    /// <summary>As in RFC 6381; null without a run.</summary>
    public string? Codecs { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>Pictures a second, over the last five seconds.</summary>
    public double FrameRate { get; init; }

    /// <summary>Bits a second as received, over the last five seconds.</summary>
    public long Bitrate { get; init; }

    /// <summary>Seconds between keyframes.</summary>
    public double Gop { get; init; }

    /// <summary>Milliseconds since the last packet, rounded down to whole seconds; null when none has come.</summary>
    public long? LastPacketAge { get; init; }

    /// <summary>
    /// Milliseconds by which sound is stamped later than the picture it comes with (negative: earlier); null when unknown.
    /// </summary>
    public double? AvSkew { get; init; }

    /// <summary>RMS level of the last second's sound, dBFS; null when unknown.</summary>
    public double? Level { get; init; }

    /// <summary>The loudest sample of the last second, dBFS; null when unknown.</summary>
    public double? Peak { get; init; }

    /// <summary>How often a publisher came back within the last hour.</summary>
    public int Reconnects { get; init; }

    /// <summary>The input that is shown, such as <c>push</c> or <c>hls</c>; null without one.</summary>
    public string? Input { get; init; }

    /// <summary>The input's index in the stage's order; 0 is the primary. Null without one.</summary>
    public int? InputNumber { get; init; }

    /// <summary>The alarms that are raised, the gravest first.</summary>
    public IReadOnlyList<StageAlarm> Alarms { get; init; } = [];
}

/// <summary>The stages that have changed since the frame before.</summary>
public sealed record StageReports
{
    /// <summary>When they were read, Unix milliseconds.</summary>
    public required long At { get; init; }

    public required IReadOnlyList<StageReport> Stages { get; init; }
}
