using Broadcast.Chat.Errors;

namespace Broadcast.Chat.Feed;

/// <summary>A request that waits for its chunk; completed once, by whoever took it out of its room's list.</summary>
internal sealed class HeldReader(string epoch, long number, long until, long looks)
    : TaskCompletionSource<Result<FeedAnswer>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public string Epoch => epoch;

    public long Number => number;

    /// <summary>The timestamp at which it has waited long enough.</summary>
    public long Until => until;

    /// <summary>Looks at the log that were over when it came; the next but one began after that.</summary>
    public long Looks => looks;
}

/// <summary>A document and whether it stays as it is.</summary>
internal sealed record FeedAnswer(byte[] Bytes, FeedLasting Lasting, string Name);

/// <summary>How long a cache may keep an answer.</summary>
internal enum FeedLasting
{
    /// <summary>A second: it is about now.</summary>
    Moment,

    /// <summary>For good.</summary>
    Always,
}
