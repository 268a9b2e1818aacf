using Broadcast.Chat.Contracts.Events;
using Microsoft.AspNetCore.Builder;

namespace Broadcast.Chat.Tests.Live.Troubles;

/// <summary>Compares what was acknowledged, heard and shown in a troubled room with the log that is left in Redis.</summary>
internal sealed class Verdict(
    IReadOnlyList<RoomEvent> log, IReadOnlyList<TroubledViewer> viewers, Announcements announcements, IReadOnlyList<string> chats, Sightings sightings,
    IReadOnlyCollection<WebApplication> killed, bool mayHaveLost)
{
    private readonly List<string> _faults = [];

    /// <summary>Finds every broken promise; empty when all is well. To be called once.</summary>
    public IReadOnlyList<string> Faults()
    {
        _faults.AddRange(sightings.Faults);
        CheckAcknowledged();
        for (var i = 0; i < viewers.Count; i++)
        {
            _faults.AddRange(viewers[i].Faults.Select(fault => $"v{i}: {fault}"));
            CheckHeard($"v{i}", viewers[i]);
            CheckShown($"v{i}", viewers[i]);
        }

        return _faults;
    }

    public string Summary =>
        $"{log.Count} events, {announcements.Announced.Count} announced, {announcements.Pins} pinned, {chats.Count} said, "
        + $"joins {string.Join(' ', viewers.Select(viewer => viewer.Joins))}, resyncs {string.Join(' ', viewers.Select(viewer => viewer.Resyncs.Count))}";

    /// <summary>
    /// What was acknowledged is in the log once, or it was lost and every viewer was told to resync since. Announcements that were
    /// acknowledged by a killed node may be lost without a resync.
    /// </summary>
    private void CheckAcknowledged()
    {
        var slots = log.Select(item => item.Data).OfType<StageOnAir>().CountBy(data => data.Slot!.Value).ToDictionary();
        foreach (var (slot, at, by) in announcements.Announced)
        {
            var times = slots.GetValueOrDefault(slot);
            if (times > 1)
                _faults.Add($"Announcement {slot} is in the log {times} times.");
            if (times == 0 && !mayHaveLost)
                _faults.Add($"Announcement {slot} was lost though Redis lost nothing.");
            if (times == 0 && !killed.Contains(by) && viewers.Any(viewer => viewer.Resyncs.All(resync => resync < at)))
                _faults.Add($"Announcement {slot} was lost and not everybody resynced.");
        }

        var said = log.Select(item => item.Data).OfType<ChatSaid>().CountBy(data => data.Text).ToDictionary(StringComparer.Ordinal);
        _faults.AddRange(said.Where(text => text.Value > 1).Select(text => $"Message {text.Key} is in the log {text.Value} times."));
        if (mayHaveLost)
            return;

        _faults.AddRange(chats.Where(text => !said.ContainsKey(text)).Select(text => $"Message {text} was lost though Redis lost nothing."));
        if (log.Count(item => item.Data is ProductPinned) is var pins && pins != announcements.Pins)
            _faults.Add($"{announcements.Pins} pins were acknowledged and {pins} are in the log.");
        _faults.AddRange(viewers.Where(viewer => viewer.Resyncs.Count > 0).Select((_, i) => $"v{i} was told to resync though Redis lost nothing."));
    }

    /// <summary>Since its start, each control event was heard once and in order, each chat message once or counted as skipped.</summary>
    private void CheckHeard(string name, TroubledViewer viewer)
    {
        var due = log.Where(item => item.Offset > viewer.Start).ToList();
        var control = viewer.Events.Where(item => item.Type != EventTypes.Chat).Select(item => (item.Offset, item.Data));
        if (!control.SequenceEqual(due.Where(item => item.Type != EventTypes.Chat).Select(item => (item.Offset, item.Data))))
            _faults.Add($"{name} heard other control events since {viewer.Start} than the log has: {Difference(viewer.Events, due)}");

        var wrong = viewer.Events.Where(item => item.Type == EventTypes.Chat).Except(due.Where(item => item.Type == EventTypes.Chat)).Count();
        if (wrong > 0)
            _faults.Add($"{name} heard {wrong} messages that are not in the log.");
        if (viewer.Events.Count + viewer.Skipped != due.Count)
            _faults.Add($"{name} heard {viewer.Events.Count} events, was told of {viewer.Skipped} skipped, and the log has {due.Count}.");
    }

    /// <summary>The newest snapshot shows the pin and the stage on air that the log has at the snapshot's offset.</summary>
    private void CheckShown(string name, TroubledViewer viewer)
    {
        RoomEvent? pin = null, onAir = null;
        foreach (var item in log.TakeWhile(item => item.Offset <= viewer.Joined.Offset))
        {
            if (item.Data is ProductPinned)
                pin = item;
            else if (item.Data is StageOnAir)
                onAir = item;
        }

        if (viewer.Joined.Snapshot.Pin?.Offset != pin?.Offset || viewer.Joined.Snapshot.OnAir?.Offset != onAir?.Offset)
        {
            _faults.Add($"{name}'s snapshot at {viewer.Joined.Offset} shows pin {viewer.Joined.Snapshot.Pin?.Offset} and on air {viewer.Joined.Snapshot.OnAir?.Offset}, "
                + $"the log makes {pin?.Offset} and {onAir?.Offset}.");
        }
    }

    private static string Difference(IReadOnlyList<RoomEvent> heard, IReadOnlyList<RoomEvent> due)
    {
        static IEnumerable<long> Control(IEnumerable<RoomEvent> events) => events.Where(item => item.Type != EventTypes.Chat).Select(item => item.Offset);
        return $"missing {string.Join(' ', Control(due).Except(Control(heard)))}, too many {string.Join(' ', Control(heard).Except(Control(due)))}";
    }
}
