using Broadcast.Chat.Contracts;
using Broadcast.Chat.Hosting;
using Broadcast.Ingest.Channels.Slate;
using Broadcast.Ingest.Hls;
using Broadcast.Ingest.Ladder;
using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// What one channel sends out: its tape, and the slate that covers every silence. Whoever drives it (a stage's source, the relay's
/// playout) holds <see cref="Gate"/> while it calls; readers take the snapshots. The slate begins when nothing was listed for
/// <see cref="ChannelOptions.SlateAfter"/>, so that a channel always plays.
/// </summary>
internal sealed partial class ChannelOutput : IDisposable
{
    /// <summary>A new channel begins with this much of the slate, so that players that want three target durations can start at once.</summary>
    private static readonly TimeSpan Lead = ChannelTimes.TargetDuration * 4;

    /// <summary>A new channel's slate runs about this late, so that a source's first pictures come after what it has filled.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(1200);

    /// <summary>A source that comes back later than this after what is listed is not waited for with more slate: the date-time jumps.</summary>
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

    public ChannelOutput(ChannelId id, SlateClip slate, ChannelOptions options, TimeProvider time, ChannelMetrics metrics, ILogger logger)
    {
        Id = id;
        _slate = slate;
        _options = options;
        _time = time;
        _metrics = metrics;
        _logger = logger;
        var now = time.GetUtcNow();
        var origin = TapeOrigin.At(now, Lead);
        _epoch = origin.Epoch;
        _audience = new ChannelAudience(Gate);
        LowLatency = new MultivariantPlaylist(() => Renditions, MediaNames.LowLatency);
        Plain = new MultivariantPlaylist(() => Renditions, MediaNames.Plain);
        _tape = new Tape(origin, options) { Ended = _audience.Tell, Siblings = () => Renditions.Skip(1) };
        _timer = GuardedTimer.Create(time, logger, $"channel {id}", OnTimer, failed: () => Arm(options.SlateAfter));
        lock (Gate)
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

    /// <summary>Held by whoever drives the channel. Order: a stage's gate, then a relay's.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What the channel sends as it was received.</summary>
    public Rendition Source => _renditions.Source;

    /// <summary>All of them, the source first.</summary>
    public IReadOnlyList<Rendition> Renditions => _renditions.All;

    public Listing Listing => Source.Listing;

    /// <summary>The multivariant playlist of the media playlists with parts.</summary>
    public MultivariantPlaylist LowLatency { get; }

    /// <summary>That of the media playlists of whole segments.</summary>
    public MultivariantPlaylist Plain { get; }

    /// <summary>True while the slate is shown.</summary>
    public bool OnSlate => _reel is not null;

    /// <summary>Date-time at which what is shown now (slate or source) began.</summary>
    public DateTimeOffset Since { get; private set; }

    public DateTimeOffset ListedEnd => _tape.ListedEnd;

    /// <summary>Up to where media is known, listed or not.</summary>
    public DateTimeOffset End => _tape.End;

    /// <summary>The slate began or ended, with the date-time. Called under the gate; must return at once.</summary>
    public event Action<bool, DateTimeOffset>? SlateChanged;

    /// <summary>Nothing was listed for so long that the slate would begin: the last chance to append. Called under the gate.</summary>
    public event Action? Starving;

    /// <summary>Says when a source's keyframe is expected that will end the slate; null when none is. Called under the gate.</summary>
    public Func<DateTimeOffset?>? AwaitedCut { get; set; }

    public Rendition? Rendition(string name) => _renditions.Named(name);

    /// <summary>The rendition whose media lies in that folder.</summary>
    public Rendition? ByEpoch(string epoch) => _renditions.ByEpoch(epoch);

    /// <summary>Adds a rendition. It hears of each listing, and ends with the channel.</summary>
    public void Offer(RenditionTape tape, Action withdrawn)
    {
        lock (Gate)
            _renditions.Add(tape, withdrawn);
    }

    /// <summary>Hears all that the channel shows from now on, slate included. Disposing ends it: no call is under way afterwards.</summary>
    public IDisposable Listen(IChannelListener listener) => _audience.Add(listener);

    /// <summary>True when that fragment, if it is the next one, begins a segment.</summary>
    public bool BeginsSegment(Fragment next) => _tape.BeginsSegment(next);

    /// <summary>The next fragment of what is shown now. It begins at <see cref="End"/>, or, with a segment, a step aside.</summary>
    public void Append(Fragment placed)
    {
        if (Put(placed))
            Listed();
    }

    /// <summary>
    /// Begins another run with an independent fragment, not before <see cref="ListedEnd"/>. Of the run before it, all that lies before
    /// this is kept; the slate is prolonged up to it, with a short last part.
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

    /// <summary>Lists what is left of a run that ended.</summary>
    public void Flush()
    {
        if (!OnSlate && _tape.Break())
            Listed();
    }

    /// <summary>
    /// Shows the slate from <see cref="End"/> on. Its first part is not listed before it must be: the later it runs, the surer a source's
    /// next keyframe comes after it.
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

    /// <summary>Declares what the channel shows, or may show soon.</summary>
    public void Show(MediaRun run) => Source.Declare(Source.Cover.With(run));

    public void Dispose()
    {
        lock (Gate)
            _disposed = true;
        _renditions.Dispose();
        _timer.Dispose();
    }

    private bool Put(Fragment fragment)
    {
        var changed = _tape.Append(fragment);
        _audience.Tell(fragment);
        return changed;
    }

    private SlateReel NewReel() => new(_slate, $"{_epoch}-slate-{++_reels}");

    private void OnTimer()
    {
        lock (Gate)
        {
            if (_disposed)
                return;

            if (!OnSlate && Silence >= _options.SlateAfter)
            {
                Starving?.Invoke();
                if (Silence >= _options.SlateAfter)
                    ListPending();
                if (Silence >= _options.SlateAfter)
                    BeginSlate(patient: false);
            }

            if (OnSlate)
                PaceSlate();
            else
                Arm(_options.SlateAfter - Silence);
        }
    }

    private TimeSpan Silence => _time.GetElapsedTime(_listedAt);

    /// <summary>
    /// Lists what is pending of the source, though it fills no part. Players have so much more to play: the slate may wait as long.
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
        // A host that slept does not make up for it.
        if (_time.GetElapsedTime(_slateDue) > ChannelTimes.TargetDuration)
            _slateDue = _time.GetTimestamp();

        var wait = Until(_slateDue);
        while (wait <= TimeSpan.Zero)
        {
            // A keyframe is near: the slate does not pass it by, as long as players can wait.
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
