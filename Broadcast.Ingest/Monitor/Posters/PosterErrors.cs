using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Ingest.Monitor.Posters;

internal static class PosterErrors
{
    public static readonly Error NotYet = new("poster.none", "There is no picture yet.", ErrorKind.Unavailable, "Try again in a few seconds.");

    public static readonly Error BadInterval = new("storyboard.interval", "'from' and 'to' are required: Unix milliseconds or ISO 8601, 'from' before 'to', at most 24 hours apart.", ErrorKind.Invalid, "Send both, 'from' before 'to'.");
}
