using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Feed;

internal static class FeedErrors
{
    public static readonly Error Gone = new(
        "feed.gone", "This chunk does not exist, or is no longer kept.", ErrorKind.Unknown, "Read snapshot.json and ask for its 'next'.");
    public static readonly Error Crowded = new(
        "feed.crowded", "Too many requests of one address wait for chunks.", ErrorKind.TooFast, "Read the feed through a cache.");
    public static readonly Error Busy = new(
        "feed.busy", "This node cannot hold more requests now.", ErrorKind.Unavailable, "Try again in a moment.");
}
