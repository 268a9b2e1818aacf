using Broadcast.Chat.Errors;

namespace Broadcast.Ingest.Hls;

internal static class HlsErrors
{
    public static Error BadDirective { get; } =
        new("hls.directive", "The delivery directives are malformed or ask for media that is too far ahead.", ErrorKind.Invalid);

    public static Error BadFrom { get; } =
        new("hls.from", "'from' takes an instant in the past: Unix milliseconds, or ISO 8601 with its zone.", ErrorKind.Invalid);

    public static Error TooLate { get; } = new("hls.late", "The media did not come in time.", ErrorKind.Unavailable);

    public static Error MediaUnknown { get; } = new("media.unknown", "There is no such media, or not any more.", ErrorKind.Unknown);

    public static Error RenditionUnknown { get; } = new("rendition.unknown", "The channel has no such rendition.", ErrorKind.Unknown);
}
