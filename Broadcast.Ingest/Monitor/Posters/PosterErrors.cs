using Broadcast.Chat.Errors;

namespace Broadcast.Ingest.Monitor.Posters;

internal static class PosterErrors
{
    public static Error NotYet { get; } = new("poster.none", "There is no picture yet.", ErrorKind.Unavailable);

    public static Error BadInterval { get; } =
        new("storyboard.interval", "'from' and 'to' are needed, as Unix milliseconds or ISO 8601, 'from' the earlier, at most 24 hours apart.", ErrorKind.Invalid);
}
