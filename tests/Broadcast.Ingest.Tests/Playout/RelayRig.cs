using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Playout;
using Broadcast.Ingest.Tests.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Ingest.Tests.Playout;

/// <summary>A relay over three stages on a fake clock; the relay's listings are linted at each frame.</summary>
internal sealed class RelayRig : IDisposable, IRelayListener
{
    public static readonly DateTimeOffset Noon = new(2026, 8, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(40);
    private readonly Dictionary<string, StageChannel> _stages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TestSource Source, TimeSpan Latency)> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stalled = new(StringComparer.Ordinal);

    public RelayRig()
    {
        foreach (var id in (string[])["zhanyi", "gushi", "suning"])
            _stages[id] = new StageChannel(StageId.Parse(id), new WatchedOutput(Time, id).Output);
        Watched = new WatchedOutput(Time, "festival", kind: ChannelKind.Relay);
        Relay = new RelayPlayout(Watched.Output, new ChannelOptions(), Time, this, NullLogger.Instance);
        foreach (var stage in _stages.Values)
            stage.Follow(Relay);
    }

    public FakeTimeProvider Time { get; } = new(Noon);

    public WatchedOutput Watched { get; }

    public RelayPlayout Relay { get; }

    public List<(string Stage, string? Slot, DateTimeOffset At)> Cuts { get; } = [];

    /// <summary>Who made each cut.</summary>
    public List<EventAuthor> Cutters { get; } = [];

    public List<RelayState> States { get; } = [];

    public List<(bool Showing, DateTimeOffset At)> Slates { get; } = [];

    public static SlotFact Slot(string id, string stage, double start, double seconds) => new()
    {
        Id = SlotId.Parse(id),
        Stage = StageId.Parse(stage),
        Title = id,
        Start = Noon.AddSeconds(start).ToUnixTimeMilliseconds(),
        Duration = (long)(seconds * 1000),
    };

    /// <summary>A stage's encoder begins to send.</summary>
    /// <param name="stage">The stage's id.</param>
    /// <param name="gop">Frames between keyframes.</param>
    /// <param name="latency">Seconds from receipt to the channel.</param>
    /// <param name="phase">Seconds by which its frames are shifted against the clock.</param>
    public void Publish(string stage, int gop = 25, double latency = 0.1, double phase = 0) =>
        _sources[stage] = (
            new TestSource(_stages[stage], $"{stage}-{Time.GetUtcNow():mmssfff}", Time.GetUtcNow().AddSeconds(phase)) { Gop = gop },
            TimeSpan.FromSeconds(latency));

    /// <summary>Holds the stage's frames back until it is called with false; then the held frames come at once.</summary>
    public void Stall(string stage, bool stalled = true) => _ = stalled ? _stalled.Add(stage) : _stalled.Remove(stage);

    /// <summary>The stage's encoder vanishes.</summary>
    public void Unpublish(string stage) => _sources.Remove(stage);

    public void Run(double seconds)
    {
        for (var end = Time.GetUtcNow().AddSeconds(seconds); Time.GetUtcNow() < end;)
        {
            Time.Advance(Frame);
            foreach (var (stage, (source, latency)) in _sources)
                while (!_stalled.Contains(stage) && source.Next + Frame + latency <= Time.GetUtcNow())
                    source.Send();
            Watched.LintListing();
        }
    }

    public Result<PlayoutReply> Take(StageId stage, StageId? expected = null, EventAuthor? by = null) =>
        Relay.Obey(new TakeStage { Channel = Relay.Output.Id, Stage = stage, ExpectedCurrent = expected, By = by });

    public Result<PlayoutReply> Hold(StageId? expected = null, EventAuthor? by = null) =>
        Relay.Obey(new HoldRelay { Channel = Relay.Output.Id, ExpectedCurrent = expected, By = by });

    public Result<PlayoutReply> Release(StageId? expected = null) => Relay.Obey(new ReleaseRelay { Channel = Relay.Output.Id, ExpectedCurrent = expected });

    public Result<PlayoutReply> Fill(StageId? expected = null, EventAuthor? by = null) =>
        Relay.Obey(new FillRelay { Channel = Relay.Output.Id, ExpectedCurrent = expected, By = by });

    public Result<PlayoutReply> Return(StageId? expected = null) => Relay.Obey(new ReturnRelay { Channel = Relay.Output.Id, ExpectedCurrent = expected });

    public void OnRelay(RelayState state) => States.Add(state);

    public void OnCut(ChannelId channel, StageId stage, SlotId? slot, EventAuthor by, DateTimeOffset at)
    {
        Cuts.Add((stage.Value, slot?.Value, at));
        Cutters.Add(by);
    }

    public void OnSlate(ChannelId channel, bool showing, DateTimeOffset at) => Slates.Add((showing, at));

    public void Dispose()
    {
        Relay.Dispose();
        foreach (var stage in _stages.Values)
            stage.Dispose();
    }
}
