using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Playout;

/// <summary>
/// A relay channel: follows its rundown, and operators' takes until the next slot begins. Cuts at a keyframe of the next stage whose
/// date-time is not before the end of what is listed, and lists no more of the old stage than up to where that keyframe is expected.
/// All state is guarded by the output's gate; stages call in under their own.
/// </summary>
internal sealed partial class RelayPlayout : IStageFollower, IDisposable
{
    /// <summary>Keyframes come this much earlier than expected at times: frame rates that do not divide, slewing.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(20);

    private readonly ChannelOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IRelayListener _listener;
    private readonly Dictionary<StageId, StageFeed> _feeds = [];
    private readonly Queue<Fragment> _held = new();
    private readonly ITimer _timer;
    private Rundown _rundown = Rundown.Empty;
    private Take? _take;
    private PendingCut? _pending;
    private StageId? _onAir;
    private SlotId? _slot;
    private DateTimeOffset _since;
    private MediaRun? _following;
    private bool _started;
    private bool _disposed;

    public RelayPlayout(ChannelOutput output, ChannelOptions options, TimeProvider time, IRelayListener listener, ILogger logger)
    {
        Output = output;
        _options = options;
        _time = time;
        _listener = listener;
        _logger = logger;
        _since = output.Since;
        output.Starving += OnStarving;
        output.SlateChanged += OnSlate;
        output.AwaitedCut = ExpectedCut;
        _timer = time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ChannelOutput Output { get; }

    /// <summary>What the relay shows now.</summary>
    public RelayState State
    {
        get
        {
            lock (Output.Gate)
                return Snapshot();
        }
    }

    /// <summary>The slot that begins next.</summary>
    public SlotFact? NextSlot
    {
        get
        {
            lock (Output.Gate)
                return _rundown.NextAfter(_time.GetUtcNow());
        }
    }

    /// <summary>Begins to follow the rundown; a take that was in force within the current slot stays so.</summary>
    public void Start(RelayState? last)
    {
        lock (Output.Gate)
        {
            _started = true;
            var now = _time.GetUtcNow();
            var slot = _rundown.At(now);
            if (last is { OnAir: { } stage } && stage != slot?.Stage && last.Slot == slot?.Id
                && !_rundown.BeganBetween(DateTimeOffset.FromUnixTimeMilliseconds(last.Since), now))
                _take = new Take(stage, _rundown.NextAfter(now));
            Follow(now);
            _listener.OnRelay(Snapshot());
        }
    }

    public void Update(Rundown rundown)
    {
        lock (Output.Gate)
        {
            var now = _time.GetUtcNow();
            // A change may come between a slot's start and the timer: the take ended with that start, and is not carried into the slot.
            EndTake(now);
            _rundown = rundown;
            if (_take is { } take)
                _take = take with { Until = rundown.NextAfter(now) };
            if (_started)
                Follow(now);
        }
    }

    /// <summary>An operator's take: the stage now, until the next slot begins.</summary>
    public Result<PlayoutReply> TakeNow(StageId stage, StageId? expectedCurrent)
    {
        lock (Output.Gate)
        {
            var current = _pending is { } pending ? pending.Stage : _onAir;
            if (expectedCurrent is { } expected && expected != current && !(stage == _onAir && expected == _onAir))
                return PlayoutErrors.Conflict(current, _pending is not null);

            var now = _time.GetUtcNow();
            var previous = _onAir;
            _take = new Take(stage, _rundown.NextAfter(now));
            Follow(now, operatorsCut: true);
            return new PlayoutReply { Previous = previous, ExpectedAt = (_pending is null ? _since : ExpectedCut() ?? now).ToUnixTimeMilliseconds() };
        }
    }

    public void OnStageFragment(StageId stage, Fragment placed)
    {
        lock (Output.Gate)
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
            else if (_onAir == stage)
            {
                Continue(placed);
            }
        }
    }

    public void OnStageOff(StageId stage)
    {
        lock (Output.Gate)
        {
            Feed(stage).Off();
            if (_onAir != stage || _following is null)
                return;

            Release(everything: true);
            _following = null;
            Output.Flush();
            // The next stage need not wait for media that will not come.
            TryCut(patient: false);
        }
    }

    public void Dispose()
    {
        lock (Output.Gate)
            _disposed = true;
        _timer.Dispose();
        Output.Dispose();
    }

    /// <summary>A take ends when the slot after it begins.</summary>
    private void EndTake(DateTimeOffset now)
    {
        if (_take is { Until: { } until } && until.Start <= now.ToUnixTimeMilliseconds())
            _take = null;
    }

    /// <summary>Compares what should be on air with what is, and arranges the cut.</summary>
    private void Follow(DateTimeOffset now, bool operatorsCut = false)
    {
        EndTake(now);
        var slot = _rundown.At(now);
        var stage = _take?.Stage ?? slot?.Stage;
        if (stage == _onAir && _onAir is not null)
        {
            // What was pending is off again; the same stage goes on into its next slot.
            _pending = null;
            Release(everything: false);
            if (_slot != slot?.Id)
            {
                _slot = slot?.Id;
                _listener.OnRelay(Snapshot());
            }
        }
        else if (stage is null)
        {
            _pending = null;
            if (_onAir is not null || _slot != slot?.Id)
                CoverWithSlate(null, slot?.Id, byOperator: false);
        }
        else if (_pending?.Stage != stage)
        {
            _pending = new PendingCut(stage.Value, slot?.Id, operatorsCut || _take is not null, now + _options.CutPatience);
            if (Feed(stage.Value).Live)
                TryCut(patient: true);
            else
                CoverWithSlate(stage, slot?.Id, _pending.ByOperator);
        }
        else
        {
            _pending = _pending with { Slot = slot?.Id };
        }

        Arm(now);
    }

    /// <summary>Of the stage on air: shown, or held back while a cut is near.</summary>
    private void Continue(Fragment placed)
    {
        if (ReferenceEquals(placed.Run, _following))
        {
            _held.Enqueue(placed);
            if (_pending is not null)
                TryCut(patient: true);
            Release(everything: false);
        }
        else if (placed.Independent && placed.Start >= Output.ListedEnd)
        {
            Release(everything: true);
            if (placed.Start < Output.ListedEnd)
                return;

            _following = placed.Run;
            Output.CutTo(placed);
        }
    }

    /// <summary>Cuts to the pending stage if it has a keyframe to begin with and (when patient) the old stage has come as far.</summary>
    private void TryCut(bool patient)
    {
        if (_pending is not { } pending || Feed(pending.Stage) is not { Live: true, SinceKeyframe: [var first, ..] } feed || first.Start < Output.ListedEnd)
            return;

        var known = _held.Count > 0 ? _held.Last().End : Output.End;
        if (patient && _following is not null && known < first.Start)
            return;

        while (_held.TryDequeue(out var old) && old.Start + old.Duration / 2 < first.Start)
            Output.Append(old.End > first.Start ? old with { Duration = first.Start - old.Start } : old);
        _held.Clear();
        _pending = null;
        _following = first.Run;
        _onAir = pending.Stage;
        _slot = pending.Slot;
        _since = first.Start;
        // The slate's end is told by the cut: what is on air is known before.
        Output.CutTo(first);
        foreach (var fragment in feed.SinceKeyframe.Skip(1))
            Output.Append(fragment);
        OnAirSince(pending.Stage, pending.ByOperator);
    }

    /// <summary>The stage (or nothing) is on air, and the slate shows in its place until it has a picture.</summary>
    private void CoverWithSlate(StageId? stage, SlotId? slot, bool byOperator)
    {
        _pending = null;
        _following = null;
        _held.Clear();
        _onAir = stage;
        _slot = slot;
        _since = Output.End;
        Output.ToSlate();
        OnAirSince(stage, byOperator);
    }

    private void OnAirSince(StageId? stage, bool byOperator)
    {
        AsRun(_logger, Output.Id, stage?.Value ?? "nothing", _since, _slot?.Value ?? "none", byOperator ? "operator" : "rundown", Output.OnSlate);
        _listener.OnRelay(Snapshot());
        if (stage is { } shown)
            _listener.OnCut(Output.Id, shown, byOperator ? null : _slot, _since);
    }

    /// <summary>Lists what is held, as far as the pending cut allows.</summary>
    private void Release(bool everything)
    {
        var limit = everything ? null : ExpectedCut() - Slack;
        while (_held.TryPeek(out var fragment) && (limit is null || fragment.End <= limit))
        {
            _held.Dequeue();
            Output.Append(fragment);
        }
    }

    /// <summary>The next keyframe to cut in at: of the pending stage, or of the one on air that the slate covers.</summary>
    private DateTimeOffset? ExpectedCut() =>
        (_pending?.Stage ?? (_following is null ? _onAir : null)) is { } awaited ? Feed(awaited).Expected(Output.ListedEnd) : null;

    private void OnStarving()
    {
        // The old stage has not come as far as the keyframe: the cut does not wait for it.
        TryCut(patient: false);
        // Or the keyframe has not come: the old stage goes on, and the next keyframe is awaited.
        Release(everything: true);
    }

    private void OnSlate(bool showing, DateTimeOffset at)
    {
        if (showing)
        {
            _following = null;
            _held.Clear();
        }

        _listener.OnSlate(Output.Id, showing, at);
        _listener.OnRelay(Snapshot());
    }

    private void OnTimer()
    {
        lock (Output.Gate)
        {
            if (_disposed)
                return;

            var now = _time.GetUtcNow();
            if (_pending is { } pending && now >= pending.Until)
                CoverWithSlate(pending.Stage, pending.Slot, pending.ByOperator);
            Follow(now);
        }
    }

    private void Arm(DateTimeOffset now)
    {
        var next = _rundown.NextChange(now);
        if (_pending is { } pending && (next is null || pending.Until < next))
            next = pending.Until;
        var wait = next is { } at ? at - now : Timeout.InfiniteTimeSpan;
        // Timers take no more than 49 days, and wall clocks are set: a long wait looks again.
        if (wait > TimeSpan.FromMinutes(1))
            wait = TimeSpan.FromMinutes(1);
        else if (wait >= TimeSpan.Zero && wait < TimeSpan.FromMilliseconds(1))
            wait = TimeSpan.FromMilliseconds(1);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private StageFeed Feed(StageId stage)
    {
        if (!_feeds.TryGetValue(stage, out var feed))
            _feeds[stage] = feed = new StageFeed();
        return feed;
    }

    private RelayState Snapshot() => new()
    {
        Channel = Output.Id,
        OnAir = _onAir,
        Since = _since.ToUnixTimeMilliseconds(),
        Slot = _slot,
        Slate = Output.OnSlate,
    };

    private sealed record Take(StageId Stage, SlotFact? Until);

    private sealed record PendingCut(StageId Stage, SlotId? Slot, bool ByOperator, DateTimeOffset Until);

    [LoggerMessage(Level = LogLevel.Information, EventName = "AsRun",
        Message = "{Channel} as-run: {Stage} on air from {Since:O}, slot {Slot}, by {Cause}, slate {Slate}")]
    private static partial void AsRun(ILogger logger, ChannelId channel, string stage, DateTimeOffset since, string slot, string cause, bool slate);
}
