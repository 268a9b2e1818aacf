using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Ingest.Media.Avc;
using Broadcast.Ingest.Sources.Order;

namespace Broadcast.Ingest.Sources.Health;

/// <summary>What a stage's source sends now.</summary>
internal sealed record SourceHealth
{
    public required StageId Stage { get; init; }

    /// <summary>True while FFmpeg returns pictures.</summary>
    public required bool Live { get; init; }

    /// <summary>Null while nobody publishes.</summary>
    public required PublisherHealth? Publisher { get; init; }

    /// <summary>Codecs of both tracks (RFC 6381); null without a run.</summary>
    public required string? Codecs { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Frames a second over the last five seconds.</summary>
    public required double FrameRate { get; init; }

    /// <summary>Bits a second over the last five seconds, as received.</summary>
    public required long Bitrate { get; init; }

    /// <summary>Seconds between the last two IDR frames, or since the last one if that is longer.</summary>
    public required double Gop { get; init; }

    /// <summary>The longest GOP of the present publisher, in seconds.</summary>
    public required double GopMax { get; init; }

    /// <summary>
    /// Milliseconds by which sound is stamped later than the picture that it arrives with (negative: earlier); null when unknown.
    /// </summary>
    public double? AvSkew { get; init; }

    /// <summary>Measured picture and sound.</summary>
    public PictureHealth? Picture { get; init; }

    /// <summary>Reconnects since the host's start.</summary>
    public long Reconnects { get; init; }

    /// <summary>Reconnects within the last hour.</summary>
    public int ReconnectsLastHour { get; init; }

    /// <summary>Leaps of the timestamps that began a new run.</summary>
    public long TimestampJumps { get; init; }

    /// <summary>Milliseconds since the last message of any kind; null when none has come.</summary>
    public required long? LastPacketAge { get; init; }

    /// <summary>True while the sound is inserted silence.</summary>
    public required bool Silent { get; init; }

    /// <summary>Milliseconds of silence inserted for the present publisher.</summary>
    public required long SilenceFilled { get; init; }

    /// <summary>Messages of the present publisher that were dropped because the queue was full.</summary>
    public required long Dropped { get; init; }

    /// <summary>The same count for all publishers since the host's start.</summary>
    public long DroppedTotal { get; init; }

    /// <summary>Frames that were not used, for example broken, late, or without a keyframe before them.</summary>
    public required long Discarded { get; init; }

    /// <summary>FFmpeg processes started for this stage.</summary>
    public required long Runs { get; init; }

    /// <summary>FFmpeg processes that failed.</summary>
    public required long Restarts { get; init; }

    /// <summary>Publishers that were dropped because what they sent cannot be used.</summary>
    public long Rejections { get; init; }

    /// <summary>What the sequence parameter set says of the picture; null without a run.</summary>
    public AvcFormat? Format { get; init; }

    /// <summary>Channels of the sound that the source sends: 2 is stereo; 0 without sound, null without a run.</summary>
    public int? SoundChannels { get; init; }

    /// <summary>Why a publisher was last refused; a stable word.</summary>
    public required string? LastRefusal { get; init; }

    /// <summary>The last fault of FFmpeg.</summary>
    public required string? LastFault { get; init; }

    /// <summary>Channel time of the newest received picture, Unix milliseconds.</summary>
    public required long? Head { get; init; }

    /// <summary>The stage's inputs in their order, primary first.</summary>
    public required IReadOnlyList<InputHealth> Inputs { get; init; }

    /// <summary>Codes of the raised alarms, from the rules and from other parts, such as <c>ladder.stepped_down</c>.</summary>
    public IReadOnlyList<string> Alarms { get; init; } = [];

    /// <summary>The same alarms with severity, age and value; highest severity first.</summary>
    public IReadOnlyList<StageAlarm> AlarmDetails { get; init; } = [];
}

/// <summary>Who publishes.</summary>
internal sealed record PublisherHealth
{
    /// <summary>Unix milliseconds.</summary>
    public required long Since { get; init; }

    public required string Address { get; init; }

    /// <summary>The client's own name, or how the input is fetched.</summary>
    public required string Client { get; init; }
}
