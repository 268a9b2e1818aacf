using System.Runtime.InteropServices;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>
/// The village sites in a room on this node, and what is still to be reported of them to Redis. Hub calls enter and leave, the roster's
/// beat reports. One lock guards all state. It holds no more entries than there are sites with a ticket.
/// </summary>
internal sealed class RoomSites(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SiteId, Stay> _here = [];
    private readonly Dictionary<SiteId, SiteReport> _left = [];

    public int Here
    {
        get
        {
            lock (_gate)
                return _here.Count;
        }
    }

    public void Enter(SiteCard card)
    {
        lock (_gate)
        {
            _left.Remove(card.Id);
            ref var stay = ref CollectionsMarshal.GetValueRefOrAddDefault(_here, card.Id, out var known);
            if (!known)
                stay = new Stay(new SiteReport(card, SiteState.Came));
            stay!.Connections++;
        }
    }

    public void Leave(SiteCard card)
    {
        lock (_gate)
        {
            if (!_here.TryGetValue(card.Id, out var stay) || --stay.Connections > 0)
                return;

            _here.Remove(card.Id);
            _left[card.Id] = new SiteReport(card, SiteState.Left);
        }
    }

    /// <summary>
    /// The reports that are due: sites that came or left, and those that stay and were last reported <paramref name="every"/> ago.
    /// </summary>
    public IReadOnlyList<SiteReport> Due(TimeSpan every)
    {
        lock (_gate)
            return [.. _left.Values, .. _here.Values.Where(stay => stay.SentAt is not { } sent || time.GetElapsedTime(sent) >= every).Select(stay => stay.Report)];
    }

    /// <summary>The last reports of a node that stops: all its sites have left.</summary>
    public IReadOnlyList<SiteReport> Farewell()
    {
        lock (_gate)
            return [.. _left.Values, .. _here.Values.Select(stay => stay.Report with { State = SiteState.Left })];
    }

    /// <summary>Marks reports as sent. Sites in <paramref name="unknown"/> are reported once more, as having come.</summary>
    public void MarkSent(IEnumerable<SiteReport> reports, IReadOnlySet<SiteId> unknown)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            foreach (var report in reports)
            {
                // A site that came or left since then has another report, which is still due.
                if (_left.TryGetValue(report.Card.Id, out var left) && ReferenceEquals(left, report))
                    _left.Remove(report.Card.Id);
                if (!_here.TryGetValue(report.Card.Id, out var stay) || !ReferenceEquals(stay.Report, report))
                    continue;

                stay.Report = new SiteReport(report.Card, unknown.Contains(report.Card.Id) ? SiteState.Came : SiteState.Here);
                stay.SentAt = stay.Report.State == SiteState.Here ? now : null;
            }
        }
    }

    private sealed class Stay(SiteReport report)
    {
        public SiteReport Report { get; set; } = report;

        public int Connections { get; set; }

        public long? SentAt { get; set; }
    }
}

/// <summary>What is reported of a site. Compared by reference to see whether it is still the newest report.</summary>
internal sealed record SiteReport(SiteCard Card, SiteState State);

internal enum SiteState
{
    Came,
    Here,
    Left,
}
