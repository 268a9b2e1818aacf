using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest.Channels.Slate;
using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// What one channel sends: its tape, and the slate while its source is silent. The caller that drives it (a stage's channel or the relay's
/// playout) holds <see cref="Gate"/> during each call; readers use the snapshots. The slate begins when nothing was listed for
/// <see cref="ChannelOptions.SlateAfter"/>, so that a channel always plays.
/// </summary>
internal sealed partial class ChannelOutput : IDisposable
{
    /// <summary>How long before now a new channel's slate begins: some players need three target durations to start.</summary>
    private static readonly TimeSpan Lead = ChannelTimes.TargetDuration * 4;

    /// <summary>How far behind the clock a new channel's slate ends, so that a source's first pictures come after it.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(1200);

    /// <summary>The longest gap before a source's first frame that more slate fills. After a longer gap the date-time jumps.</summary>
    private static readonly TimeSpan LongestFill = TimeSpan.FromSeconds(4);

    private readonly Tape _tape;
    private readonly SlateClip _slate;
    private readonly ChannelOptions _options;
    private readonly TimeProvider _time;
    private readonly ChannelMetrics _metrics;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly string _epoch;
    private readonly ChannelAudience _audience;
    private readonly ChannelRenditions _renditions;
    private SlateReel? _reel;
    private int _reels;
    private long _listedAt;
    private long _slateDue;
    private bool _disposed;

    public ChannelOutput(ChannelId id, ChannelKind kind, SlateClip slate, ChannelOptions options, TimeProvider time, ChannelMetrics metrics, ILogger logger)
    {
        Id = id;
        Gate = new ChannelGate(kind);
        _slate = slate;
        _options = options;
        _time = time;
        _metrics = metrics;
        _logger = logger;
        var now = time.GetUtcNow();
        var origin = TapeOrigin.At(now, Lead);
        _epoch = origin.Epoch;
        _audience = new ChannelAudience(Gate);
        _tape = new Tape(origin, options) { Ended = _audience.Notify, Siblings = () => Renditions.Skip(1) };
        _timer = GuardedTimer.Create(time, logger, $"channel {id}", OnTimer, failed: () => Arm(options.SlateAfter));
        using (Gate.Enter())
        {
            Since = _tape.ListedEnd;
            _reel = NewReel();
            while (_tape.ListedEnd < now - Lag)
                _tape.Append(_reel.Next(_tape.End));
            _renditions = new ChannelRenditions(
                new Rendition(Channels.Rendition.Source, _tape.Listing!, new RenditionCover().With(_reel.Run).With(_tape.Listing!), _tape.Shelf));
            _listedAt = _slateDue = time.GetTimestamp();
            PaceSlate();
        }
    }

    public ChannelId Id { get; }

    /// <summary>Held by the caller that drives the channel.</summary>
    public ChannelGate Gate { get; }

    /// <summary>The rendition that carries the source as it was received.</summary>
    public Rendition Source => _renditions.Source;

    /// <summary>All renditions, the source first.</summary>
    public IReadOnlyList<Rendition> Renditions => _renditions.All;

    public Listing Listing => Source.Listing;

    /// <summary>True while the slate is shown.</summary>
    public bool OnSlate => _reel is not null;

    /// <summary>Date-time at which what is shown now (slate or source) began.</summary>
    public DateTimeOffset Since { get; private set; }

    public DateTimeOffset ListedEnd => _tape.ListedEnd;

    /// <summary>Date-time up to which media was appended, listed or not.</summary>
    public DateTimeOffset End => _tape.End;

    /// <summary>
    /// Raised when the slate begins (true) or ends (false), with the date-time. Handlers run under the gate and must return at once.
    /// </summary>
    public event Action<bool, DateTimeOffset>? SlateChanged;

    /// <summary>
    /// Raised under the gate when nothing was listed for so long that the slate is about to begin, and nothing is left to list: the last
    /// chance to append.
    /// </summary>
    public event Action? Starving;

    /// <summary>Returns when the keyframe that will end the slate is expected; null when none is. Called under the gate.</summary>
    public Func<DateTimeOffset?>? AwaitedCut { get; set; }

    public Rendition? Rendition(string name) => _renditions.Named(name);

    /// <summary>Finds a rendition by the folder of its media URIs.</summary>
    public Rendition? ByEpoch(string epoch) => _renditions.ByEpoch(epoch);

    /// <summary>
    /// Adds a rendition. It is notified of each listing. When the channel ends, <paramref name="withdrawn"/> is called and the tape
    /// disposed.
    /// </summary>
    public void Offer(IRenditionTape tape, Action withdrawn)
    {
        using (Gate.Enter())
            _renditions.Add(tape, withdrawn);
    }

    /// <summary>
    /// Notifies the listener of all that the channel shows from now on, slate included. Dispose the result to stop: no call is under way
    /// afterwards.
    /// </summary>
    public IDisposable Listen(IChannelListener listener) => _audience.Add(listener);

    /// <summary>True when this fragment would begin a segment if it were appended next.</summary>
    public bool BeginsSegment(Fragment next) => _tape.BeginsSegment(next);

    /// <summary>
    /// Appends the next fragment of what is shown now. It starts at <see cref="End"/>; a keyframe may be off by
    /// <see cref="ChannelTimes.LongestStep"/>.
    /// </summary>
    public void Append(Fragment placed)
    {
        if (Put(placed))
            Listed();
    }

    /// <summary>
    /// Begins another run with an independent fragment that does not start before <see cref="ListedEnd"/>. The previous run is kept up to
    /// that start; if it is the slate, it is extended up to there, with a short last part.
    /// </summary>
    public void CutTo(Fragment first)
    {
        var slateEnds = OnSlate;
        if (slateEnds)
            FillWithSlate(first.Start);
        if (_tape.Break(first.Start))
            Listed();

        _reel = null;
        Since = first.Start;
        Show(first.Run);
        _metrics.Cut(Id);
        Append(first);
        if (slateEnds)
        {
            SlateEnded(_logger, Id, first.Start);
            SlateChanged?.Invoke(false, first.Start);
        }

        Arm(_options.SlateAfter - _time.GetElapsedTime(_listedAt));
    }

    /// <summary>Lists what is pending of a run that has ended.</summary>
    public void Flush()
    {
        if (!OnSlate && _tape.Break())
            Listed();
    }

    /// <summary>
    /// Shows the slate from <see cref="End"/> on. Its first part is listed as late as <see cref="ChannelOptions.SlateAfter"/> allows, so
    /// that a source's next keyframe most likely comes after it.
    /// </summary>
    public void ToSlate()
    {
        if (!OnSlate)
            BeginSlate(patient: true);
    }

    private void BeginSlate(bool patient)
    {
        if (_tape.Break())
            Listed(keepTime: !patient);

        _reel = NewReel();
        Since = _tape.ListedEnd;
        _metrics.Cut(Id);
        SlateBegan(_logger, Id, Since);
        _slateDue = patient ? _listedAt + (long)(_options.SlateAfter.TotalSeconds * _time.TimestampFrequency) : _time.GetTimestamp();
        SlateChanged?.Invoke(true, Since);
        PaceSlate();
    }

    /// <summary>Widens what the source rendition declares to a run that the channel shows, or may show soon.</summary>
    public void Show(MediaRun run) => Source.Declare(Source.Cover.With(run));

    public void Dispose()
    {
        using (Gate.Enter())
            _disposed = true;
        _renditions.Dispose();
        _timer.Dispose();
    }

    private bool Put(Fragment fragment)
    {
        var changed = _tape.Append(fragment);
        _audience.Notify(fragment);
        return changed;
    }

    private SlateReel NewReel() => new(_slate, $"{_epoch}-slate-{++_reels}");

    private void OnTimer()
    {
        using (Gate.Enter())
        {
            if (_disposed)
                return;

            if (IsStarving)
                ListPending();
            if (IsStarving)
            {
                Starving?.Invoke();
                if (IsStarving)
                    ListPending();
                if (IsStarving)
                    BeginSlate(patient: false);
            }

            if (OnSlate)
                PaceSlate();
            else
                Arm(_options.SlateAfter - Silence);
        }
    }

    private TimeSpan Silence => _time.GetElapsedTime(_listedAt);

    /// <summary>True when nothing was listed for as long as players can wait, and the slate does not play yet.</summary>
    private bool IsStarving => !OnSlate && Silence >= _options.SlateAfter;

    /// <summary>
    /// Lists the source's pending media, though it fills no part. Players have that much more to play, so the slate waits as much longer.
    /// </summary>
    private void ListPending()
    {
        var pending = _tape.ListPending();
        if (pending <= TimeSpan.Zero)
            return;

        Listed(keepTime: true);
        _listedAt += (long)(pending.TotalSeconds * _time.TimestampFrequency);
    }

    /// <summary>Lists the slate's parts that are due: each when the one before it has been played.</summary>
    private void PaceSlate()
    {
        // A host that was suspended skips the slate that it missed.
        if (_time.GetElapsedTime(_slateDue) > ChannelTimes.TargetDuration)
            _slateDue = _time.GetTimestamp();

        var wait = Until(_slateDue);
        while (wait <= TimeSpan.Zero)
        {
            // A keyframe is expected within this part: the part is held back as long as players can wait.
            if (AwaitedCut?.Invoke() is { } cut && _tape.ListedEnd + ChannelTimes.PartTarget > cut && Silence < _options.SlateAfter)
            {
                wait = _options.SlateAfter - Silence;
                break;
            }

            var from = _tape.ListedEnd;
            while (!Put(_reel!.Next(_tape.End)))
            {
                // Until a part is full.
            }

            var part = _tape.ListedEnd - from;
            _metrics.Slate(Id, part);
            _slateDue += (long)(part.TotalSeconds * _time.TimestampFrequency);
            Listed();
            wait = Until(_slateDue);
        }

        Arm(wait);
    }

    private TimeSpan Until(long due) => _time.GetElapsedTime(_time.GetTimestamp(), due);

    private void FillWithSlate(DateTimeOffset end)
    {
        if (end - _tape.End > LongestFill)
            return;

        while (_tape.End < end - SlateClip.FrameDuration / 2)
        {
            var frame = _reel!.Next(_tape.End);
            if (Put(frame.End > end ? frame.Until(end) : frame))
                Listed();
        }
    }

    private void Listed(bool keepTime = false)
    {
        if (!keepTime)
            _listedAt = _time.GetTimestamp();
        _renditions.List(_tape.Listing!);
    }

    private void Arm(TimeSpan wait)
    {
        if (!_disposed)
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(Level = LogLevel.Information, EventName = "SlateBegan", Message = "{Channel}: the slate began at {At:O}")]
    private static partial void SlateBegan(ILogger logger, ChannelId channel, DateTimeOffset at);

    [LoggerMessage(Level = LogLevel.Information, EventName = "SlateEnded", Message = "{Channel}: the slate ended at {At:O}")]
    private static partial void SlateEnded(ILogger logger, ChannelId channel, DateTimeOffset at);
}
