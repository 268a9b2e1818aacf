using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Playout;

/// <summary>
/// What a relay has on air and since when. Writes the as-run log and notifies the listener. Guarded by the output's gate.
/// </summary>
internal sealed partial class RelayOnAir(ChannelOutput output, RelayPlan plan, IRelayListener listener, ILogger logger)
{
    /// <summary>The stage that the relay follows, also while the slate covers it.</summary>
    public StageId? Stage { get; private set; }

    public SlotId? Slot { get; private set; }

    /// <summary>Who has put it on air; null before the first cut.</summary>
    public EventAuthor? By { get; private set; }

    /// <summary>Date-time of the cut.</summary>
    public DateTimeOffset Since { get; private set; } = output.Since;

    public RelayState State => new()
    {
        Channel = output.Id,
        OnAir = Stage,
        Since = Since.ToUnixTimeMilliseconds(),
        Slot = Slot,
        By = By,
        Slate = output.OnSlate,
        ByHand = plan.ByHand,
        ResumesAt = plan.ResumesAt,
    };

    /// <summary>Records a cut. Call <see cref="NotifyCut"/> once the output shows it.</summary>
    public void Cut(StageId? stage, SlotId? slot, EventAuthor by, DateTimeOffset since) => (Stage, Slot, By, Since) = (stage, slot, by, since);

    public void NotifyCut()
    {
        AsRun(logger, output.Id, Stage?.Value ?? "nothing", Since, Slot?.Value ?? "none", By!.Id.Value, output.OnSlate);
        NotifyState();
        if (Stage is { } shown)
            listener.OnCut(output.Id, shown, By!.Kind == ActorKinds.Rundown ? Slot : null, By, Since);
    }

    /// <summary>Records that what is on air goes on into another slot, and notifies the listener if the slot is new.</summary>
    public void GoOnInto(SlotId? slot)
    {
        if (Slot == slot)
            return;

        Slot = slot;
        AsRunOn(logger, output.Id, Stage?.Value ?? "nothing", slot?.Value ?? "none", plan.ByHand?.By.Id.Value ?? "the rundown");
        NotifyState();
    }

    public void NotifySlate(bool showing, DateTimeOffset at)
    {
        listener.OnSlate(output.Id, showing, at);
        NotifyState();
    }

    public void NotifyState() => listener.OnRelay(State);

    [LoggerMessage(Level = LogLevel.Information, EventName = "AsRun",
        Message = "{Channel} as-run: {Stage} on air from {Since:O}, slot {Slot}, by {Cause}, slate {Slate}")]
    private static partial void AsRun(ILogger logger, ChannelId channel, string stage, DateTimeOffset since, string slot, string cause, bool slate);

    [LoggerMessage(Level = LogLevel.Information, EventName = "AsRunOn", Message = "{Channel} as-run: {Stage} goes on into slot {Slot}, by {Cause}")]
    private static partial void AsRunOn(ILogger logger, ChannelId channel, string stage, string slot, string cause);
}
