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
/// A relay channel: follows its rundown, and what operators put on air by hand in its place. Cuts at the first keyframe of the next stage
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
        // A festival's relay has its id.
        _plan = new RelayPlan(FestivalId.Parse(output.Id.Value));
        _onAir = new RelayOnAir(output, _plan, listener, logger);
        _held = new HeldFragments(output);
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

    /// <summary>Begins to follow the rundown, and restores what was put on air by hand before the host was started again.</summary>
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
            var resumed = _plan.ResumesAt;
            _plan.Replace(rundown, now);
            if (!_started)
                return;

            Follow(now);
            if (_plan.ResumesAt != resumed)
                _onAir.NotifyState();
        }
    }

    /// <summary>The channel ends: what was done by hand does not last until it may begin again.</summary>
    public void End()
    {
        using (Output.Gate.Enter())
        {
            _plan.Return();
            _onAir.NotifyState();
        }
    }

    /// <summary>The stage is gone: what was done by hand to show it ends, also a hold, because its picture will not come back.</summary>
    public void Forget(StageId stage)
    {
        using (Output.Gate.Enter())
        {
            if (_plan.ByHand?.Stage != stage)
                return;

            _plan.Return();
            Follow(_time.GetUtcNow());
            _onAir.NotifyState();
        }
    }

    /// <summary>
    /// Carries out what an operator does by hand. Refused when the order expects another stage, or the slate, than what is on air or about to be:
    /// of two operators who take at once, the second sees the pending cut.
    /// </summary>
    public Result<PlayoutReply> Obey(RelayOrder order)
    {
        using (Output.Gate.Enter())
        {
            var (shown, coming) = (_onAir.Stage, _pending is { } pending ? pending.Stage : _onAir.Stage);
            // A take of what is still on air calls the pending cut off.
            var stale = order.ExpectedCurrent is { } expected && expected != coming && !(expected == shown && (order is not TakeStage take || take.Stage == shown));
            if (stale || (order.ExpectedSlate == true && (shown ?? coming) is not null))
                return PlayoutErrors.Conflict(coming, _pending is not null);

            var now = _time.GetUtcNow();
            var before = new RelayMark(shown, _plan.Held);
            Act(order, now);
            Follow(now);
            _onAir.NotifyState();
            return new PlayoutReply
            {
                Before = before,
                After = new RelayMark(_plan.At(now).Stage, _plan.Held),
                ExpectedAt = ExpectedAt(now).ToUnixTimeMilliseconds(),
                Shown = _onAir.State,
                Next = _plan.NextSlot(now),
            };
        }
    }

    private void Act(RelayOrder order, DateTimeOffset now)
    {
        switch (order)
        {
            case TakeStage take:
                _plan.Take(take.Stage, take.By, now);
                break;
            case FillRelay:
                _plan.Take(null, order.By, now);
                break;
            case HoldRelay:
                // What the operator sees: a cut that is not in the picture yet is called off, unless they expect it.
                _plan.Hold(order.ExpectedCurrent ?? _onAir.Stage, order.By, now);
                break;
            case ReleaseRelay:
                _plan.Release();
                break;
            case ReturnRelay:
                _plan.Return();
                break;
            default:
                throw new NotSupportedException($"The order {order.GetType().Name} has no handler.");
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
            if (_onAir.Stage is not null)
                CoverWithSlate(null, slot, by);
            else
                _onAir.GoOnInto(slot);
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
