using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Rtmp.Publishing;
using Broadcast.Ingest.Sources.Order;

namespace Broadcast.Ingest.Sources;

/// <summary>Who may feed the stage, and which feed is shown.</summary>
internal sealed partial class StageSource
{
    private static readonly TimeSpan TakeoverWindow = TimeSpan.FromMinutes(1);
    private readonly Queue<long> _takeovers = new();

    /// <summary>
    /// Admits a publisher whose key was verified, or says why not. A publisher that is there already yields when it is stale, or when the
    /// new one has the same mark. A publisher below the input on air stands by.
    /// </summary>
    public PublishAdmission Admit(PublishRequest request, string digest)
    {
        if (Order.Push is not { } push)
            return Refuse("no-push");

        InputFeed? leaving = null;
        InputFeed feed;
        SourceSession? replaced;
        lock (_gate)
        {
            if (push.Feed is { Dropped.IsCancellationRequested: false } current)
            {
                // Who was there first stays while it delivers, unless the newcomer is the same encoder by its own mark. Neither the
                // address nor the encoder's name proves that: a venue shares one address and buys one kind of encoder.
                if (!current.IsStale && (request.Session is null || request.Session != current.Origin.Session))
                    return Refuse("busy");
                if (!current.IsStale && !MayTakeOver())
                    return Refuse("too-many-takeovers");
                leaving = current;
            }

            feed = AddFeed(push, new FeedOrigin(request.Peer.Address, request.Client, digest, request.Session), out replaced);
        }

        // Outside the lock: Drop runs code of the connection.
        leaving?.Drop("taken-over");
        replaced?.Cut();
        return new PublishAdmission { Session = feed };
    }

    /// <summary>Opens a feed for a process that has begun to deliver the input.</summary>
    public InputFeed Open(StageInput input, string client)
    {
        InputFeed feed;
        SourceSession? replaced;
        lock (_gate)
            feed = AddFeed(input, new FeedOrigin(null, client), out replaced);
        replaced?.Cut();
        return feed;
    }

    /// <summary>Drops the encoder's feed; false when there is none.</summary>
    /// <param name="reason">A stable word.</param>
    public bool DropPublisher(string reason)
    {
        var feed = Order.Push?.Feed;
        feed?.Drop(reason);
        return feed is not null;
    }

    /// <summary>Whether a process should fetch the input now.</summary>
    internal bool IsWanted(StageInput input)
    {
        lock (_gate)
            return Order.IsWanted(input);
    }

    /// <summary>Records a picture of the feed.</summary>
    /// <param name="feed">The feed that the picture came from.</param>
    /// <param name="canBegin">True when the feed has no session and one can begin with this picture.</param>
    /// <returns>The session that begins with the picture, if the feed is shown from now on; otherwise null.</returns>
    internal SourceSession? Delivered(InputFeed feed, bool canBegin)
    {
        SourceSession? replaced;
        SourceSession begun;
        lock (_gate)
        {
            if (feed.Input.Feed != feed)
                return null;
            Order.Delivered(feed.Input);
            if (!canBegin || feed.Dropped.IsCancellationRequested || !Order.MayBeShown(feed.Input))
                return null;

            replaced = _session;
            begun = Show(feed);
        }

        if (replaced is not null)
            InputTaken(Logger, Id, feed.Input.Number, feed.Input.Kind, replaced.Feed.Input.Number);
        // The last pictures of the replaced session go out before the new ones begin.
        replaced?.Release();
        return begun;
    }

    /// <summary>Removes a feed whose writer has left and whose last fragment is out.</summary>
    internal void Gone(InputFeed feed)
    {
        lock (_gate)
        {
            if (feed.Input.Feed == feed)
                feed.Input.Feed = null;
        }
    }

    /// <summary>Records why a feed is dropped, unless its input has another feed already.</summary>
    internal void Faulted(InputFeed feed, string reason)
    {
        lock (_gate)
        {
            if (feed.Input.Feed == feed)
                feed.Input.Fault = reason;
        }
    }

    /// <summary>Removes a session whose last fragment is out. The stage goes off air unless another session has replaced it.</summary>
    internal void Left(SourceSession session)
    {
        lock (_gate)
        {
            // The session that replaced it begins at once, so the stage stays on air; the tick ends that if pictures stay away.
            if (_session != session)
                return;
            _session = null;
            Order.Active = null;
        }

        _packager.OffAir();
    }

    /// <summary>Drops the feeds of all inputs; completes when the last fragment is out.</summary>
    internal Task DropAllAsync(string reason)
    {
        var session = Session;
        foreach (var input in Order.All)
            input.Feed?.Drop(reason);
        return session?.Ended ?? Task.CompletedTask;
    }

    /// <summary>Adds a feed to its input. It is shown at once if no other input is shown and none above it may still come.</summary>
    private InputFeed AddFeed(StageInput input, FeedOrigin origin, out SourceSession? replaced)
    {
        replaced = null;
        var feed = new InputFeed(this, input, origin);
        input.Feed = feed;
        input.Fault = null;
        Record.ReconnectCounter.CountFeed();
        if ((Order.Active is null || Order.Active == input) && Order.MayBeShown(input))
        {
            replaced = _session;
            Show(feed);
        }

        return feed;
    }

    private SourceSession Show(InputFeed feed)
    {
        if (_session is { } replaced && replaced.Feed.Session == replaced)
            replaced.Feed.Session = null;
        var session = SourceSession.Start(this, feed, _session?.Ended ?? Task.CompletedTask);
        feed.Session = session;
        Order.Active = feed.Input;
        _session = session;
        return session;
    }

    private PublishAdmission Refuse(string reason)
    {
        Record.Refused(reason);
        return new PublishAdmission { Refusal = reason, Description = DropReasons.Sentence(reason) };
    }

    private bool MayTakeOver()
    {
        while (_takeovers.TryPeek(out var oldest) && Time.GetElapsedTime(oldest) > TakeoverWindow)
            _takeovers.Dequeue();
        if (_takeovers.Count >= Options.TakeoversPerMinute)
            return false;

        _takeovers.Enqueue(Time.GetTimestamp());
        return true;
    }

    [LoggerMessage(EventName = nameof(InputTaken), Level = LogLevel.Information, Message = "Stage {Stage}: input {Number} ({Kind}) is shown instead of input {Replaced}")]
    private static partial void InputTaken(ILogger logger, StageId stage, int number, InputKind kind, int replaced);
}
