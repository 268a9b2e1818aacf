namespace Broadcast.Ingest.Sources.Order;

/// <summary>How an input comes in.</summary>
internal enum InputKind
{
    /// <summary>An encoder pushes over RTMP with the stage's key.</summary>
    Push,

    /// <summary>FFmpeg fetches an RTMP URL.</summary>
    Rtmp,

    /// <summary>FFmpeg fetches an HLS URL.</summary>
    Hls,

    /// <summary>FFmpeg listens for one SRT caller.</summary>
    Srt,

    /// <summary>FFmpeg plays a file in a loop.</summary>
    File,
}
