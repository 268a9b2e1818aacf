using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// A stage's own channel: its source while there is one, the slate otherwise. Places each fragment in channel time before it passes the
/// fragment on to the relays, so that a frame has the same date-time in every channel.
/// </summary>
internal sealed class StageChannel : IFragmentListener, IDisposable
{
    /// <summary>A fragment that starts farther than this from the end of the one before it follows a hole.</summary>
    private static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(300);

    private readonly List<IStageFollower> _followers = [];

    /// <summary>True from a fragment passed to the followers until <see cref="IStageFollower.OnStageOff"/>.</summary>
    private bool _followersHaveSource;
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
        // The relays are not notified: each has its own slate, and the source may only be late.
        output.SlateChanged += (showing, _) =>
        {
            if (showing)
                LeaveRun();
        };
    }

    public StageId Stage { get; }

    public ChannelOutput Output { get; }

    /// <summary>How much later than by the receive clock the source is placed in channel time; zero while it is not shown.</summary>
    public TimeSpan Shift
    {
        get
        {
            using (Output.Gate.Enter())
                return _run is null ? TimeSpan.Zero : _shift;
        }
    }

    public void OnFragment(Fragment fragment)
    {
        using (Output.Gate.Enter())
        {
            if (_run is null || !ReferenceEquals(fragment.Run, _source) || (fragment.Start - _sourceEnd).Duration() > Jitter)
                Begin(fragment);
            else
                Continue(fragment);
        }
    }

    public void OnOffAir()
    {
        using (Output.Gate.Enter())
        {
            if (_run is not null)
                Output.Flush();
            LeaveRun();
            if (!_followersHaveSource)
                return;

            _followersHaveSource = false;
            foreach (var follower in _followers)
                follower.OnStageOff(Stage);
        }
    }

    public void Follow(IStageFollower follower)
    {
        using (Output.Gate.Enter())
            _followers.Add(follower);
    }

    public void Unfollow(IStageFollower follower)
    {
        using (Output.Gate.Enter())
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
            // The rest of a run that the slate has covered, or what follows a hole: the next keyframe begins a run.
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
        NotifyFollowers(placed);
    }

    private void Continue(Fragment fragment)
    {
        var placed = Place(fragment, fragment.Independent && Output.BeginsSegment(fragment) ? Drawn(fragment.Start) : _end);
        Output.Append(placed);
        NotifyFollowers(placed);
    }

    /// <summary>
    /// Returns where to place a keyframe that begins a segment: at <see cref="_end"/>, or a step from there towards
    /// <paramref name="target"/>. Frames keep their order.
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
        // A hole: the frame is cut to the length of a part, and what follows begins a run at its own time.
        if (fragment.Duration > ChannelTimes.LongestFrame)
            placed = placed.Until(start + ChannelTimes.PartTarget);
        _shift = start - fragment.Start;
        _sourceEnd = fragment.Start + placed.Duration;
        _lastFrame = placed.Duration;
        _end = placed.End;
        return placed;
    }

    private void LeaveRun() => (_run, _source) = (null, null);

    private void NotifyFollowers(Fragment placed)
    {
        _followersHaveSource = true;
        foreach (var follower in _followers)
            follower.OnStageFragment(Stage, placed);
    }
}
