using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Ingest.Hls;

internal static class HlsErrors
{
    public static readonly Error BadDirective = new("hls.directive", "The delivery directives are malformed or ask for media that is too far ahead.", ErrorKind.Invalid, "Ask for what the playlist says comes next.");

    public static readonly Error BadFrom = new("hls.from", "'from' must be a time in the past: Unix milliseconds, or ISO 8601 with a zone.", ErrorKind.Invalid, "Send a time in the past.");

    public static readonly Error TooLate = new("hls.late", "The media did not come in time.", ErrorKind.Unavailable, "Try again: the channel may just be without media.");

    public static readonly Error Crowded = new("hls.crowded", "Too many requests of one address wait for media.", ErrorKind.TooFast, "Try again after Retry-After; behind a shared address, watch through a cache.");

    public static readonly Error Busy = new("hls.busy", "This server cannot hold more requests now.", ErrorKind.Unavailable, "Try again after Retry-After.");

    public static readonly Error MediaUnknown = new("media.unknown", "The media does not exist or is gone.", ErrorKind.Unknown, "Read the playlist again.");

    public static readonly Error RenditionUnknown = new("rendition.unknown", "The channel has no such rendition.", ErrorKind.Unknown, "Read the multivariant playlist.");
}
