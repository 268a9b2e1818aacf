using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.Sources.Order;

/// <summary>One input of a stage: <c>Ingest:Inputs:{stage}:{n}</c>. The numbers are the order, from primary to backup.</summary>
public sealed record InputOptions
{
    /// <summary><c>push</c>, <c>rtmp</c>, <c>hls</c>, <c>srt</c> or <c>file</c>.</summary>
    [OneOf(typeof(InputKind))]
    public string Kind { get; init; } = "";

    /// <summary>For <c>rtmp</c> (rtmp, rtmps) and <c>hls</c> (http, https). May hold secrets: never logged.</summary>
    public string? Url { get; init; }

    /// <summary>For <c>file</c>: the file, which is played in a loop.</summary>
    public string? Path { get; init; }

    /// <summary>For <c>srt</c>: the address to listen on.</summary>
    [IpAddress]
    public string Address { get; init; } = "0.0.0.0";

    /// <summary>For <c>srt</c>: the UDP port to listen on.</summary>
    [Between(0, 65535)]
    public int Port { get; init; }

    /// <summary>For <c>srt</c>: 10-79 characters that callers must know; null for none. Never logged.</summary>
    public string? Passphrase { get; init; }

    /// <summary>For <c>srt</c>: how long lost packets may take to be sent again.</summary>
    [Lasts("00:00:00.020", "00:00:10")]
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary><c>auto</c>, <c>never</c>, <c>audio</c> or <c>all</c>: which tracks FFmpeg encodes to H.264 and AAC.</summary>
    [OneOf(typeof(TranscodeMode))]
    public string Transcode { get; init; } = "auto";

    /// <summary>An input that sends no picture for this long is stopped and fetched again.</summary>
    [Lasts("00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    internal InputKind KindOf() => Enum.Parse<InputKind>(Kind, ignoreCase: true);

    internal TranscodeMode TranscodeOf() => Enum.Parse<TranscodeMode>(Transcode, ignoreCase: true);
}
