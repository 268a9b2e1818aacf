namespace Broadcast.Ingest.Sources.Order;

/// <summary>Why feeds are refused or dropped, in one sentence for the person at the encoder, with the stable word of logs and health.</summary>
internal static class DropReasons
{
    /// <summary>FFmpeg could not package what the source sends.</summary>
    public const string PackagingFailed = "packaging-failed";

    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        ["no-push"] = "The stage takes no encoder: its inputs are fetched.",
        ["busy"] = "Another encoder is on this stage: it stays while it delivers.",
        ["too-many-takeovers"] = "Encoders with this mark replace each other too often: stop one of them.",
        ["key-rotated"] = "The stage has a new stream key.",
        ["taken-over"] = "The same encoder has connected again.",
        ["forced-out"] = "An operator dropped this stream.",
        ["stage-removed"] = "The stage was removed.",
        ["host-stopping"] = "The server is stopping.",
        ["internal-error"] = "The server failed on this stream.",
        ["video-codec"] = "The picture is not H.264: set the encoder to H.264.",
        ["audio-codec"] = "The sound is not AAC: set the encoder to AAC.",
        ["audio-format"] = "The AAC header cannot be read: set the encoder to AAC-LC with 44.1 or 48 kHz.",
        ["audio-profile"] = "This kind of AAC does not play on phones: set the encoder to AAC-LC.",
        [PackagingFailed] = "Packaging this stream failed three times within a minute: restart the encoder, or set it to plain H.264 and AAC-LC.",
    };

    /// <summary>Such as <c>The stage was removed. (stage-removed)</c>.</summary>
    public static string Sentence(string reason) => $"{Sentences.GetValueOrDefault(reason, "The stage does not take this stream.")} ({reason})";
}
