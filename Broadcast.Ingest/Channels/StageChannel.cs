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

    /// <summary>A run that was placed late is brought back to the receive clock this slowly: 10 ms in two seconds.</summary>
    private const double Slew = 0.005;

    private readonly List<IStageFollower> _followers = [];
    private MediaRun? _source;
    private MediaRun? _run;
    private DateTimeOffset _sourceEnd;
    private DateTimeOffset _end;
    private TimeSpan _shift;
    private int _runs;

    public StageChannel(StageId stage, ChannelOutput output)
    {
        Stage = stage;
        Output = output;
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
            if (_run is null)
                return;

            Output.Flush();
            LeaveRun();
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
        _shift = start - fragment.Start;
        _source = fragment.Run;
        _run = fragment.Run with { Id = $"{fragment.Run.Id}.{++_runs}" };
        var placed = Place(fragment, start);
        Output.CutTo(placed);
        Tell(placed);
    }

    private void Continue(Fragment fragment)
    {
        var placed = Place(fragment, _end);
        Output.Append(placed);
        Tell(placed);
    }

    private Fragment Place(Fragment fragment, DateTimeOffset start)
    {
        var end = fragment.End + _shift;
        var duration = end - start;
        if (fragment.Duration > ChannelTimes.LongestFrame)
        {
            // A hole: the frame stands as long as a part, and what follows begins anew at its own time.
            duration = ChannelTimes.PartTarget;
            _sourceEnd = fragment.Start + duration;
        }
        else
        {
            if (duration < TimeSpan.FromMilliseconds(1))
                duration = TimeSpan.FromMilliseconds(1);
            else if (duration > ChannelTimes.LongestFrame)
                duration = ChannelTimes.LongestFrame;
            var back = duration * Slew < _shift ? duration * Slew : _shift;
            duration -= back;
            _shift -= back;
            _sourceEnd = fragment.End;
        }

        _end = start + duration;
        return fragment with { Run = _run!, Start = start, Duration = duration };
    }

    private void LeaveRun()
    {
        if (_run is null)
            return;

        _run = null;
        _source = null;
        foreach (var follower in _followers)
            follower.OnStageOff(Stage);
    }

    private void Tell(Fragment placed)
    {
        foreach (var follower in _followers)
            follower.OnStageFragment(Stage, placed);
    }
}
