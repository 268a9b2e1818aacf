using Broadcast.Chat.Contracts;
using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// A stage's own channel: its source while there is one, the slate otherwise. Gives each fragment its place in channel time and hands it
/// on, so placed, to the relays: a frame has the same date-time in all of them.
/// </summary>
internal sealed class StageChannel : IFragmentListener, IDisposable
{
    /// <summary>Start times may differ this much from the end before them without being a hole.</summary>
    private static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(300);

    private readonly List<IStageFollower> _followers = [];

    /// <summary>The relays have been told of a fragment and not yet of an end.</summary>
    private bool _told;
    private MediaRun? _source;
    private MediaRun? _run;
    private DateTimeOffset _sourceEnd;
    private DateTimeOffset _end;
    private DateTimeOffset _drawnAt;
    private TimeSpan _lastFrame;
    private TimeSpan _shift;
    private int _runs;

    public StageChannel(StageId stage, ChannelOutput output)
    {
        Stage = stage;
        Output = output;
        // The relays are not told: what they show has a slate of its own, and the source may be only late.
        output.SlateChanged += (showing, _) =>
        {
            if (showing)
                LeaveRun();
        };
    }

    public StageId Stage { get; }

    public ChannelOutput Output { get; }

    /// <summary>How much later than the receive clock says the source is placed now.</summary>
    public TimeSpan Shift
    {
        get
        {
            lock (Output.Gate)
                return _run is null ? TimeSpan.Zero : _shift;
        }
    }

    public void OnFragment(Fragment fragment)
    {
        lock (Output.Gate)
        {
            if (_run is null || !ReferenceEquals(fragment.Run, _source) || (fragment.Start - _sourceEnd).Duration() > Jitter)
                Begin(fragment);
            else
                Continue(fragment);
        }
    }

    public void OnOffAir()
    {
        lock (Output.Gate)
        {
            if (_run is not null)
                Output.Flush();
            LeaveRun();
            if (!_told)
                return;

            _told = false;
            foreach (var follower in _followers)
                follower.OnStageOff(Stage);
        }
    }

    public void Follow(IStageFollower follower)
    {
        lock (Output.Gate)
            _followers.Add(follower);
    }

    public void Unfollow(IStageFollower follower)
    {
        lock (Output.Gate)
            _followers.Remove(follower);
    }

    public void Dispose()
    {
        OnOffAir();
        Output.Dispose();
    }

    private void Begin(Fragment fragment)
    {
        if (!fragment.Independent)
        {
            // The rest of a run that the slate has covered, or a hole: the next keyframe begins anew.
            if (_run is not null)
                OnOffAir();
            return;
        }

        var end = Output.OnSlate ? Output.ListedEnd : Output.End;
        var start = fragment.Start > end ? fragment.Start : end;
        _drawnAt = start;
        _source = fragment.Run;
        _run = fragment.Run with { Id = $"{fragment.Run.Id}.{++_runs}" };
        var placed = Place(fragment, start);
        Output.CutTo(placed);
        Tell(placed);
    }

    private void Continue(Fragment fragment)
    {
        var placed = Place(fragment, fragment.Independent && Output.BeginsSegment(fragment) ? Drawn(fragment.Start) : _end);
        Output.Append(placed);
        Tell(placed);
    }

    /// <summary>
    /// Where a keyframe is placed that begins a segment: at <see cref="_end"/>, or a step nearer to <paramref name="target"/>. Frames stay
    /// in their order.
    /// </summary>
    private DateTimeOffset Drawn(DateTimeOffset target)
    {
        if (_end - _drawnAt < ChannelTimes.SegmentFloor)
            return _end;

        var back = _lastFrame / 2 < ChannelTimes.LongestStep ? _lastFrame / 2 : ChannelTimes.LongestStep;
        var step = target - _end;
        if (step > ChannelTimes.LongestStep)
            step = ChannelTimes.LongestStep;
        else if (step < -back)
            step = -back;
        _drawnAt = _end + step;
        return _drawnAt;
    }

    private Fragment Place(Fragment fragment, DateTimeOffset start)
    {
        var placed = fragment with { Run = _run!, Start = start };
        // A hole: the frame stands as long as a part, and what follows begins anew at its own time.
        if (fragment.Duration > ChannelTimes.LongestFrame)
            placed = placed.Until(start + ChannelTimes.PartTarget);
        _shift = start - fragment.Start;
        _sourceEnd = fragment.Start + placed.Duration;
        _lastFrame = placed.Duration;
        _end = placed.End;
        return placed;
    }

    private void LeaveRun() => (_run, _source) = (null, null);

    private void Tell(Fragment placed)
    {
        _told = true;
        foreach (var follower in _followers)
            follower.OnStageFragment(Stage, placed);
    }
}
