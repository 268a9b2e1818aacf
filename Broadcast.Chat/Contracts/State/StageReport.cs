namespace Broadcast.Chat.Contracts;

/// <summary>A stage's health as the control room shows it: written by Ingest once a second, sent to those who watch when it has changed.</summary>
public sealed record StageReport
{
    public required StageId Stage { get; init; }

    /// <summary>False when Ingest says nothing of the stage; then nothing else here means anything.</summary>
    public required bool Known { get; init; }

    /// <summary>True while a source's pictures come out.</summary>
    public bool Live { get; init; }

    /// <summary>Unix milliseconds since when the present publisher is there; null without one.</summary>
    public long? PublisherSince { get; init; }

    /// <summary>RFC 6381; null without a run.</summary>
    public string? Codecs { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>Pictures a second.</summary>
    public double FrameRate { get; init; }

    /// <summary>Bits a second.</summary>
    public long Bitrate { get; init; }

    /// <summary>Seconds between keyframes.</summary>
    public double Gop { get; init; }

    /// <summary>Whole seconds since the last packet, as milliseconds; null when none has come.</summary>
    public long? LastPacketAge { get; init; }

    /// <summary>Milliseconds by which sound is stamped later than the picture it comes with; null is not known.</summary>
    public double? AvSkew { get; init; }

    /// <summary>Level of the last second's sound, dBFS by square mean; null is not known.</summary>
    public double? Level { get; init; }

    /// <summary>The loudest sample of the last second, dBFS.</summary>
    public double? Peak { get; init; }

    /// <summary>Publishers that came again within the last hour.</summary>
    public int Reconnects { get; init; }

    /// <summary>The input that is shown, such as <c>push</c> or <c>hls</c>; null without one.</summary>
    public string? Input { get; init; }

    /// <summary>Its place in the order; 0 is the primary.</summary>
    public int? InputNumber { get; init; }

    /// <summary>What is up, the gravest first.</summary>
    public IReadOnlyList<StageAlarm> Alarms { get; init; } = [];
}

/// <summary>The stages that have changed since the frame before.</summary>
public sealed record StageReports
{
    /// <summary>When they were read, Unix milliseconds.</summary>
    public required long At { get; init; }

    public required IReadOnlyList<StageReport> Stages { get; init; }
}
