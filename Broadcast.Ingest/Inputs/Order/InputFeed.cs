using System.Net;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Flow;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Inputs.Order;

/// <summary>
/// One stay of an encoder, or of a process that fetches an input: what it writes goes to the stage's session while it is shown, and is
/// counted and dropped while it stands by. One loop writes; the stage seats and unseats it.
/// </summary>
internal sealed partial class InputFeed : IPublishSession
{
    private readonly CancellationTokenSource _dropped = new();
    private readonly FeedHeaders _headers = new();
    private readonly StageSource _stage;
    private volatile PublishSession? _session;
    private int _disposed;

    public InputFeed(StageSource stage, StageInput input, FeedOrigin origin)
    {
        (_stage, Input, Origin) = (stage, input, origin);
        Arrivals = new ArrivalMeter(stage.Time);
        Since = stage.Time.GetUtcNow();
        Dropped = _dropped.Token;
    }

    public StageInput Input { get; }

    public FeedOrigin Origin { get; }

    public string Stage => _stage.Id.Value;

    public CancellationToken Dropped { get; }

    public DateTimeOffset Since { get; }

    public ArrivalMeter Arrivals { get; }

    /// <summary>What is made of it; null while it stands by.</summary>
    public PublishSession? Session
    {
        get => _session;
        internal set => _session = value;
    }

    /// <summary>Silent for longer than a publisher may be that another one wants to replace.</summary>
    public bool IsStale => (Arrivals.Age ?? _stage.Time.GetUtcNow() - Since) > _stage.Options.StaleAfter;

    public void Write(in MediaMessage message)
    {
        if (Dropped.IsCancellationRequested)
            return;

        var unit = FlvUnit.Parse(message);
        var picture = unit.Kind == FlvUnitKind.VideoFrame;
        Arrivals.Count(message.Payload.Length, picture);
        _headers.Remember(message, unit);

        var session = _session;
        if (picture && _stage.Delivered(this, session is null && _headers.CanBegin(unit)) is { } begun)
        {
            foreach (var header in _headers.Replay())
                begun.Write(header with { Timestamp = message.Timestamp });
            session = begun;
        }

        if (session is null)
            Input.DroppedOne();
        else
            session.Write(message);
    }

    /// <summary>The publisher must go; the reason is a stable word.</summary>
    public void Drop(string reason)
    {
        if (Dropped.IsCancellationRequested)
            return;

        PublisherDropped(_stage.Logger, Stage, reason);
        _stage.Faulted(this, reason);
        _dropped.Cancel();
        _session?.Cut();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;

        // The cancellation source is left to the collector: whoever drops a publisher may be a moment late.
        if (_session is { } session)
            await session.DisposeAsync();
        _stage.Gone(this);
    }

    [LoggerMessage(EventName = nameof(PublisherDropped), Level = LogLevel.Information, Message = "Stage {Stage}: the publisher must go ({Reason})")]
    private static partial void PublisherDropped(ILogger logger, string stage, string reason);
}

/// <summary>Who sends.</summary>
/// <param name="Address">The peer's address, for the rules of takeover and for operators; null for what is fetched.</param>
/// <param name="Client">What it calls itself, or how it is fetched; never a secret.</param>
/// <param name="Digest">Of the key it came with; null for what is fetched.</param>
internal sealed record FeedOrigin(IPAddress? Address, string Client, string? Digest = null);
