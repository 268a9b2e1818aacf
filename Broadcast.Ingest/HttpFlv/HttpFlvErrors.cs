using Broadcast.Chat.Errors;

namespace Broadcast.Ingest.HttpFlv;

internal static class HttpFlvErrors
{
    public static Error Full { get; } = new("flv.full", "Too many clients watch over HTTP-FLV. Watch over HLS.", ErrorKind.Unavailable);
}
