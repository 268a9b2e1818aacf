using Broadcast.Ingest.Inputs.Order;

namespace Broadcast.Ingest.Sources;

/// <summary>Who may feed the stage, and which feed is shown.</summary>
internal sealed partial class StageSource
{
    private static readonly TimeSpan TakeoverWindow = TimeSpan.FromMinutes(1);
    private readonly Queue<long> _takeovers = new();

    /// <summary>Takes a publisher whose key was found right, or says why not. One that is below the input on air stands by.</summary>
    public PublishAdmission Admit(PublishRequest request, string digest)
    {
        if (Order.Push is not { } push)
            return Refuse("no-push");

        InputFeed? leaving = null;
        InputFeed feed;
        PublishSession? replaced;
        lock (_gate)
        {
            if (push.Feed is { Dropped.IsCancellationRequested: false } current)
            {
                if (!current.IsStale && !request.Peer.Address.Equals(current.Origin.Address))
                    return Refuse("busy");
                if (!MayTakeOver())
                    return Refuse("too-many-takeovers");
                leaving = current;
            }

            feed = Enter(push, new FeedOrigin(request.Peer.Address, request.Client, digest), out replaced);
        }

        // Outside the lock: the connection's own code runs in it.
        leaving?.Drop("taken-over");
        replaced?.Cut();
        return new PublishAdmission { Session = feed };
    }

    /// <summary>A process has begun to deliver an input.</summary>
    public InputFeed Open(StageInput input, string client)
    {
        InputFeed feed;
        PublishSession? replaced;
        lock (_gate)
            feed = Enter(input, new FeedOrigin(null, client), out replaced);
        replaced?.Cut();
        return feed;
    }

    /// <summary>Ends the encoder's stay; false when there is none.</summary>
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

    /// <summary>A picture of the feed came in. Returns the session that begins with it, if the feed is to be shown from now on.</summary>
    internal PublishSession? Delivered(InputFeed feed, bool canBegin)
    {
        PublishSession? replaced;
        PublishSession begun;
        lock (_gate)
        {
            if (feed.Input.Feed != feed)
                return null;
            Order.Delivered(feed.Input);
            if (!canBegin || feed.Dropped.IsCancellationRequested || !Order.MayTake(feed.Input))
                return null;

            replaced = _session;
            begun = Seat(feed);
        }

        if (replaced is not null)
            InputTaken(Logger, Id.Value, feed.Input.Number, feed.Input.Kind, replaced.Feed.Input.Number);
        // Its last pictures go out before the new ones begin.
        replaced?.Release();
        return begun;
    }

    /// <summary>The feed's writer has left, and its last fragment is out.</summary>
    internal void Gone(InputFeed feed)
    {
        lock (_gate)
        {
            if (feed.Input.Feed == feed)
                feed.Input.Feed = null;
        }
    }

    /// <summary>The feed must go. Where another has its place already, the reason is none of that one's.</summary>
    internal void Faulted(InputFeed feed, string reason)
    {
        lock (_gate)
        {
            if (feed.Input.Feed == feed)
                feed.Input.Fault = reason;
        }
    }

    /// <summary>The session's last fragment is out.</summary>
    internal void Left(PublishSession session)
    {
        lock (_gate)
        {
            // Whoever took over begins at once: no need to go off air between them, the tick does if it takes long.
            if (_session != session)
                return;
            _session = null;
            Order.Active = null;
        }

        _outlet.OffAir();
    }

    /// <summary>Everybody must go; completes when the last fragment is out.</summary>
    internal Task DropAllAsync(string reason)
    {
        var session = Session;
        foreach (var input in Order.All)
            input.Feed?.Drop(reason);
        return session?.Ended ?? Task.CompletedTask;
    }

    /// <summary>Whoever comes while nothing is shown is shown from its first message on, unless an input above it may still come.</summary>
    private InputFeed Enter(StageInput input, FeedOrigin origin, out PublishSession? replaced)
    {
        replaced = null;
        var feed = new InputFeed(this, input, origin);
        input.Feed = feed;
        input.Fault = null;
        Record.Comings.Came();
        if ((Order.Active is null || Order.Active == input) && Order.MayTake(input))
        {
            replaced = _session;
            Seat(feed);
        }

        return feed;
    }

    private PublishSession Seat(InputFeed feed)
    {
        if (_session is { } replaced && replaced.Feed.Session == replaced)
            replaced.Feed.Session = null;
        var session = new PublishSession(this, feed, _session?.Ended ?? Task.CompletedTask);
        feed.Session = session;
        Order.Active = feed.Input;
        _session = session;
        return session;
    }

    private PublishAdmission Refuse(string reason)
    {
        Record.Refused(reason);
        return new PublishAdmission { Refusal = reason };
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
    private static partial void InputTaken(ILogger logger, string stage, int number, Inputs.InputKind kind, int replaced);
}
