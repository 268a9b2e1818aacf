using System.Net;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Rtmp.Publishing;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Sources.Order;

/// <summary>
/// One stay of an encoder, or of a process that fetches an input. Its messages go to the stage's session while the feed is shown, and are
/// counted and dropped while it stands by. One loop writes; the stage decides whether the feed is shown.
/// </summary>
internal sealed partial class InputFeed : IPublishSession
{
    private readonly CancellationTokenSource _dropped = new();
    private readonly FeedHeaders _headers = new();
    private readonly StageSource _stage;
    private volatile SourceSession? _session;
    private volatile string _dropReason = "";
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

    public StageId Stage => _stage.Id;

    public CancellationToken Dropped { get; }

    public string DropReason => _dropReason;

    public DateTimeOffset Since { get; }

    public ArrivalMeter Arrivals { get; }

    /// <summary>The session that packages the feed; null while the feed stands by.</summary>
    public SourceSession? Session
    {
        get => _session;
        internal set => _session = value;
    }

    /// <summary>
    /// True when any other publisher may replace it: it has ended, or was silent for longer than <see cref="SourceOptions.StaleAfter"/>.
    /// </summary>
    public bool IsStale => Volatile.Read(ref _disposed) == 1 || Arrivals.Silence > _stage.Options.StaleAfter;

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
                begun.Write(header.Message with { Timestamp = message.Timestamp }, header.Unit);
            session = begun;
        }

        if (session is null)
            Input.DroppedOne();
        else
            session.Write(message, unit);
    }

    /// <summary>Ends the feed: its writer must stop, and its session is cut. The reason is a stable word.</summary>
    public void Drop(string reason)
    {
        if (Dropped.IsCancellationRequested)
            return;

        PublisherDropped(_stage.Logger, Stage, reason);
        _dropReason = DropReasons.Sentence(reason);
        _stage.Faulted(this, reason);
        _dropped.Cancel();
        _session?.Cut();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;

        // _dropped is left to the garbage collector: a late caller may still drop the feed.
        if (_session is { } session)
            await session.DisposeAsync();
        _stage.Gone(this);
    }

    [LoggerMessage(EventName = nameof(PublisherDropped), Level = LogLevel.Information, Message = "Stage {Stage}: the publisher is dropped ({Reason})")]
    private static partial void PublisherDropped(ILogger logger, StageId stage, string reason);
}

/// <summary>Who sends a feed.</summary>
/// <param name="Address">The peer's address, for operators; null for a fetched input.</param>
/// <param name="Client">The client's own name, or how the input is fetched; never a secret.</param>
/// <param name="Digest">Digest of the publisher's key; null for a fetched input.</param>
/// <param name="Session">The encoder's own mark (<see cref="PublishRequest.Session"/>); null when it has none.</param>
internal sealed record FeedOrigin(IPAddress? Address, string Client, string? Digest = null, string? Session = null);
