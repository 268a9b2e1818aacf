using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Feed;

/// <summary>A request that waits for its chunk. Completed once, by the code that removes it from the room's list.</summary>
internal sealed class HeldReader(string epoch, long number, long until, long logChecks)
    : TaskCompletionSource<Result<FeedAnswer>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public string Epoch => epoch;

    public long Number => number;

    /// <summary>The timestamp at which the request is given up.</summary>
    public long Until => until;

    /// <summary>
    /// Checks of the log that had ended when the request came. The next check may be running already; the one after it is newer.
    /// </summary>
    public long LogChecks => logChecks;
}

/// <summary>A document of the feed, ready to be sent.</summary>
/// <param name="Bytes">JSON in UTF-8.</param>
/// <param name="Lasting">How long a cache may keep it.</param>
/// <param name="Name">The kind of document, for the metrics.</param>
internal sealed record FeedAnswer(byte[] Bytes, FeedLasting Lasting, string Name);

/// <summary>How long a cache may keep an answer.</summary>
internal enum FeedLasting
{
    /// <summary>One second: the document describes the present.</summary>
    Moment,

    /// <summary>For good.</summary>
    Always,
}
