using Broadcast.Chat.Contracts;
using Broadcast.Ingest.Inputs.Order;

namespace Broadcast.Ingest.Sources.Health;

/// <summary>What a stage's source sends now.</summary>
internal sealed record SourceHealth
{
    public required StageId Stage { get; init; }

    /// <summary>True while pictures come out.</summary>
    public required bool Live { get; init; }

    /// <summary>Null while nobody publishes.</summary>
    public required PublisherHealth? Publisher { get; init; }

    /// <summary>RFC 6381; null without a run.</summary>
    public required string? Codecs { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Frames a second over the last five seconds.</summary>
    public required double FrameRate { get; init; }

    /// <summary>Bits a second over the last five seconds, as received.</summary>
    public required long Bitrate { get; init; }

    /// <summary>Seconds between the last two IDR frames, or since the last one if that is longer.</summary>
    public required double Gop { get; init; }

    /// <summary>The longest of this publisher.</summary>
    public required double GopMax { get; init; }

    /// <summary>
    /// Milliseconds by which the sound that arrives together with a picture is stamped later than it (negative: earlier); null when not known.
    /// </summary>
    public double? AvSkew { get; init; }

    /// <summary>What is seen and heard of it.</summary>
    public PictureHealth? Picture { get; init; }

    /// <summary>How often a publisher came again since the host's start.</summary>
    public long Reconnects { get; init; }

    /// <summary>And within the last hour.</summary>
    public int ReconnectsLastHour { get; init; }

    /// <summary>Leaps of the timestamps that began a new run.</summary>
    public long TimestampJumps { get; init; }

    /// <summary>Milliseconds since the last message of any kind; null when none has come.</summary>
    public required long? LastPacketAge { get; init; }

    /// <summary>True while the audio is silence put in here.</summary>
    public required bool Silent { get; init; }

    /// <summary>Milliseconds of silence put in so far.</summary>
    public required long SilenceFilled { get; init; }

    /// <summary>The present publisher's messages dropped for want of room.</summary>
    public required long Dropped { get; init; }

    /// <summary>The same of all publishers since the host's start.</summary>
    public long DroppedTotal { get; init; }

    /// <summary>Frames of no use: broken, without a keyframe before them, or too late.</summary>
    public required long Discarded { get; init; }

    /// <summary>FFmpeg processes begun for this stage.</summary>
    public required long Runs { get; init; }

    /// <summary>FFmpeg processes that failed.</summary>
    public required long Restarts { get; init; }

    /// <summary>Why a publisher was refused or ended last; a stable word.</summary>
    public required string? LastRefusal { get; init; }

    /// <summary>What went wrong last with FFmpeg.</summary>
    public required string? LastFault { get; init; }

    /// <summary>Channel time of the newest received picture, Unix milliseconds.</summary>
    public required long? Head { get; init; }

    /// <summary>The stage's inputs in their order, primary first.</summary>
    public required IReadOnlyList<InputHealth> Inputs { get; init; }

    /// <summary>What an operator should look at, by code: those of the rules and of other parts, such as <c>ladder.stepped_down</c>.</summary>
    public IReadOnlyList<string> Alarms { get; init; } = [];

    /// <summary>The same, with severity, age and measure; the gravest first.</summary>
    public IReadOnlyList<StageAlarm> AlarmDetails { get; init; } = [];
}

/// <summary>Who publishes.</summary>
internal sealed record PublisherHealth
{
    /// <summary>Unix milliseconds.</summary>
    public required long Since { get; init; }

    public required string Address { get; init; }

    /// <summary>What it calls itself.</summary>
    public required string Client { get; init; }
}
