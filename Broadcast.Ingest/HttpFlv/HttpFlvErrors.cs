using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Ingest.HttpFlv;

internal static class HttpFlvErrors
{
    public static readonly Error Full = new("flv.full", "Too many clients watch over HTTP-FLV. Watch over HLS.", ErrorKind.Unavailable, "Watch over HLS.");
}
