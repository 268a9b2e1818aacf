using Broadcast.Chat.Errors;

namespace Broadcast.Chat.Feed;

/// <summary>Why the feed refuses.</summary>
internal static class FeedErrors
{
    public static readonly Error Gone = new("feed.gone", "There is no such chunk, or not any more: take the snapshot.", ErrorKind.Unknown);
    public static readonly Error Busy = new("feed.busy", "Too many wait here; come again in a moment.", ErrorKind.Unavailable);
}
