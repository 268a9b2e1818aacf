namespace Broadcast.Ingest.Inputs;

/// <summary>One input of a stage: <c>Ingest:Inputs:{stage}:{n}</c>. The numbers are the order, from primary to backup.</summary>
public sealed record InputOptions
{
    /// <summary><c>push</c>, <c>rtmp</c>, <c>hls</c>, <c>srt</c> or <c>file</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Of <c>rtmp</c> (rtmp, rtmps) and <c>hls</c> (http, https). May hold secrets: never logged.</summary>
    public string? Url { get; init; }

    /// <summary>Of <c>file</c>: played again from its start when it ends.</summary>
    public string? Path { get; init; }

    /// <summary>Of <c>srt</c>: the address to listen on.</summary>
    public string Address { get; init; } = "0.0.0.0";

    /// <summary>Of <c>srt</c>: the UDP port to listen on.</summary>
    public int Port { get; init; }

    /// <summary>Of <c>srt</c>: 10-79 characters, and callers need it. Never logged.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Of <c>srt</c>: how long packets that were lost may take to come again.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary><c>auto</c>, <c>never</c>, <c>audio</c> or <c>all</c>: what is encoded because it is not H.264 or AAC.</summary>
    public string Transcode { get; init; } = "auto";

    /// <summary>An input that sends nothing for so long is fetched anew.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    internal InputKind KindOf() => Enum.Parse<InputKind>(Kind, ignoreCase: true);

    internal TranscodeMode TranscodeOf() => Enum.Parse<TranscodeMode>(Transcode, ignoreCase: true);
}
