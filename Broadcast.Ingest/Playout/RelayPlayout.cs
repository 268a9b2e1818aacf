using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Playout.Orders;

namespace Broadcast.Ingest.Playout;

/// <summary>
/// A relay channel: follows its rundown, and an operator's take until the next slot begins. Cuts at the first keyframe of the next stage
/// whose date-time is not before the end of the listed media; until then, lists the old stage only up to where that keyframe is expected.
/// All state is guarded by the output's gate; stages call while they hold their own gates.
/// </summary>
internal sealed class RelayPlayout : IStageFollower, IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly ChannelOptions _options;
    private readonly TimeProvider _time;
    private readonly RelayOnAir _onAir;
    private readonly Dictionary<StageId, StageFeed> _feeds = [];
    private readonly RelayPlan _plan;
    private readonly HeldFragments _held;
    private readonly ITimer _timer;
    private PendingCut? _pending;
    private MediaRun? _following;
    private bool _started;
    private bool _disposed;

    public RelayPlayout(ChannelOutput output, ChannelOptions options, TimeProvider time, IRelayListener listener, ILogger logger)
    {
        Output = output;
        _options = options;
        _time = time;
        _onAir = new RelayOnAir(output, listener, logger);
        _held = new HeldFragments(output);
        // A festival's relay has its id.
        _plan = new RelayPlan(FestivalId.Parse(output.Id.Value));
        output.Starving += OnStarving;
        output.SlateChanged += OnSlate;
        output.AwaitedCut = ExpectedCut;
        _timer = GuardedTimer.Create(time, logger, $"relay {output.Id}", OnTimer, failed: () => _timer!.Change(AfterFailure, Timeout.InfiniteTimeSpan));
    }

    public ChannelOutput Output { get; }

    /// <summary>What the relay shows now.</summary>
    public RelayState State
    {
        get
        {
            using (Output.Gate.Enter())
                return _onAir.State;
        }
    }

    /// <summary>The slot that begins next.</summary>
    public SlotFact? NextSlot
    {
        get
        {
            using (Output.Gate.Enter())
                return _plan.NextSlot(_time.GetUtcNow());
        }
    }

    /// <summary>Begins to follow the rundown, and restores a take that was in force within the current slot.</summary>
    public void Start(RelayState? last)
    {
        using (Output.Gate.Enter())
        {
            _started = true;
            var now = _time.GetUtcNow();
            _plan.Resume(last, now);
            Follow(now);
            _onAir.NotifyState();
        }
    }

    public void Update(Rundown rundown)
    {
        using (Output.Gate.Enter())
        {
            var now = _time.GetUtcNow();
            _plan.Replace(rundown, now);
            if (_started)
                Follow(now);
        }
    }

    /// <summary>
    /// Carries out an operator's take: cuts to the stage until the next slot begins. Refused when <paramref name="expectedCurrent"/> is
    /// given and another stage is on air or about to be.
    /// </summary>
    public Result<PlayoutReply> TakeStage(StageId stage, StageId? expectedCurrent, EventAuthor? by = null)
    {
        using (Output.Gate.Enter())
        {
            var current = _pending is { } pending ? pending.Stage : _onAir.Stage;
            if (expectedCurrent is { } expected && expected != current && !(stage == _onAir.Stage && expected == _onAir.Stage))
                return PlayoutErrors.Conflict(current, _pending is not null);

            var now = _time.GetUtcNow();
            var previous = _onAir.Stage;
            _plan.Take(stage, by, now);
            Follow(now);
            return new PlayoutReply { Previous = previous, ExpectedAt = ExpectedAt(now).ToUnixTimeMilliseconds() };
        }
    }

    public void OnStageFragment(StageId stage, Fragment placed)
    {
        using (Output.Gate.Enter())
        {
            if (_disposed)
                return;

            var feed = Feed(stage);
            if (placed.Independent)
                Output.Show(placed.Run);
            feed.Add(placed);
            if (_pending is { } pending && pending.Stage == stage)
            {
                TryCut(patient: true);
            }
            else if (_onAir.Stage == stage)
            {
                Continue(placed);
            }
        }
    }

    public void OnStageOff(StageId stage)
    {
        using (Output.Gate.Enter())
        {
            Feed(stage).Off();
            if (_onAir.Stage != stage || _following is null)
                return;

            _held.List(before: null);
            _following = null;
            Output.Flush();
            // The cut to the next stage need not wait for media that will not come.
            TryCut(patient: false);
        }
    }

    public void Dispose()
    {
        using (Output.Gate.Enter())
            _disposed = true;
        _timer.Dispose();
        Output.Dispose();
    }

    /// <summary>Compares what should be on air with what is, and arranges the cut.</summary>
    private void Follow(DateTimeOffset now)
    {
        var (stage, slot, by) = _plan.At(now);
        if (stage is not null && stage == _onAir.Stage)
        {
            // A pending cut is cancelled; the stage on air goes on, in another slot if one has begun.
            _pending = null;
            _held.List(ExpectedCut());
            _onAir.GoOnInto(slot);
        }
        else if (stage is null)
        {
            _pending = null;
            if (_onAir.Stage is not null || _onAir.Slot != slot)
                CoverWithSlate(null, slot, by);
        }
        else if (_pending?.Stage != stage)
        {
            _pending = new PendingCut(stage.Value, slot, by, now + _options.CutPatience);
            if (Feed(stage.Value).Live)
                TryCut(patient: true);
            else if (_following is null)
                CoverWithSlate(stage, slot, by);
            // Otherwise the stage on air stays while it delivers, for CutPatience at most: the next stage may be back by then.
        }
        else
        {
            _pending = _pending with { Slot = slot, By = by };
        }

        Arm(now);
    }

    /// <summary>Lists a fragment of the stage on air, or holds it back while a cut is near.</summary>
    private void Continue(Fragment placed)
    {
        if (ReferenceEquals(placed.Run, _following))
        {
            _held.Add(placed);
            if (_pending is not null)
                TryCut(patient: true);
            _held.List(ExpectedCut());
        }
        else if (placed.Independent && placed.Start >= Output.ListedEnd)
        {
            _held.List(before: null);
            if (placed.Start < Output.ListedEnd)
                return;

            _following = placed.Run;
            Output.CutTo(placed);
        }
    }

    /// <summary>
    /// Cuts to the pending stage if it has a keyframe to begin with and, when patient, the old stage has sent media up to that keyframe.
    /// </summary>
    private void TryCut(bool patient)
    {
        if (_pending is not { } pending || Feed(pending.Stage) is not { Live: true, SinceKeyframe: [var first, ..] } feed || first.Start < Output.ListedEnd)
            return;

        if (patient && _following is not null && _held.KnownEnd < first.Start)
            return;

        _held.ListUpTo(first.Start);
        _pending = null;
        _following = first.Run;
        _onAir.Cut(pending.Stage, pending.Slot, pending.By, first.Start);
        // CutTo may raise SlateChanged, so what is on air is recorded before.
        Output.CutTo(first);
        foreach (var fragment in feed.SinceKeyframe.Skip(1))
            Output.Append(fragment);
        _onAir.NotifyCut();
    }

    /// <summary>Puts the stage (or nothing) on air, and shows the slate until the stage has a picture.</summary>
    private void CoverWithSlate(StageId? stage, SlotId? slot, EventAuthor by)
    {
        _pending = null;
        _following = null;
        _held.Drop();
        _onAir.Cut(stage, slot, by, Output.End);
        Output.ToSlate();
        _onAir.NotifyCut();
    }

    /// <summary>
    /// When the next keyframe to cut to is expected: of the pending stage, or of the stage on air while the slate covers it; null if
    /// unknown.
    /// </summary>
    private DateTimeOffset? ExpectedCut() =>
        (_pending?.Stage ?? (_following is null ? _onAir.Stage : null)) is { } awaited ? Feed(awaited).Expected(Output.ListedEnd) : null;

    /// <summary>
    /// When the stage that was taken is or will be on air. A stage without a source is on air, under the slate, when CutPatience ends.
    /// </summary>
    private DateTimeOffset ExpectedAt(DateTimeOffset now) =>
        _pending is not { } pending ? _onAir.Since : ExpectedCut() ?? (Feed(pending.Stage).Live ? now : pending.Until);

    private void OnStarving()
    {
        // Cuts now if the next stage's keyframe is there, even if the old stage's pictures do not reach up to it yet.
        TryCut(patient: false);
        // If it has not come, the old stage goes on, and the next keyframe is awaited.
        _held.List(before: null);
    }

    private void OnSlate(bool showing, DateTimeOffset at)
    {
        if (showing)
        {
            _following = null;
            _held.Drop();
        }

        _onAir.NotifySlate(showing, at);
    }

    private void OnTimer()
    {
        using (Output.Gate.Enter())
        {
            if (_disposed)
                return;

            var now = _time.GetUtcNow();
            if (_pending is { } pending && now >= pending.Until)
                CoverWithSlate(pending.Stage, pending.Slot, pending.By);
            Follow(now);
        }
    }

    private void Arm(DateTimeOffset now)
    {
        var next = _plan.NextChange(now);
        if (_pending is { } pending && (next is null || pending.Until < next))
            next = pending.Until;
        _timer.Change(next is { } at ? Wait(at - now) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Limits a timer's wait to 1 ms at least and 1 min at most: an instant that has passed is due at once, and a long wait is checked
    /// again each minute, because clocks are set and timers wait no more than 49 days.
    /// </summary>
    private static TimeSpan Wait(TimeSpan left) => TimeSpan.FromTicks(Math.Clamp(left.Ticks, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerMinute));

    private StageFeed Feed(StageId stage)
    {
        if (!_feeds.TryGetValue(stage, out var feed))
            _feeds[stage] = feed = new StageFeed();
        return feed;
    }

    private sealed record PendingCut(StageId Stage, SlotId? Slot, EventAuthor By, DateTimeOffset Until);
}
