namespace Load.Clients;

internal sealed partial class Swarm
{
    /// <summary>The swarm's state now; O(connections).</summary>
    public SwarmState State()
    {
        var furthest = Appended;
        var open = 0;
        foreach (var client in _clients)
        {
            furthest = Math.Max(furthest, client.Position);
            if (client.Phase == Phase.Open)
                open++;
        }

        return new SwarmState(open, Tally.Delivered, _clients.Count(client => client.Reads && client.Position < furthest), Tally.Sent)
        {
            Unsent = Tally.Unsent,
            Answered = Tally.Accepted + Tally.Refused.Values.Sum(),
            Position = furthest,
        };
    }

    public SwarmReport Report()
    {
        _dialect.Settle(this);
        var readers = _clients.Where(client => client.Reads).ToList();
        var furthest = readers.Max(client => client.Position);
        var control = ControlOffsets.ToList();
        long missed = 0;
        foreach (var reader in readers)
        {
            var after = control.BinarySearch(reader.First + 1);
            missed += Math.Abs(control.Count - (after < 0 ? ~after : after) - reader.Control);
        }

        return new SwarmReport
        {
            Open = _clients.Count(client => client.Phase == Phase.Open),
            Readers = readers.Count,
            Sent = Tally.Sent,
            Unsent = Tally.Unsent,
            Accepted = Tally.Accepted,
            Refused = Tally.Refused,
            Frames = Tally.Frames,
            Bytes = Tally.Bytes,
            Delivered = Tally.Delivered,
            Skipped = Tally.Skipped,
            Resumed = Tally.Resumed,
            Due = readers.Sum(client => furthest - client.RunFrom),
            Missing = readers.Sum(client => Math.Abs(furthest - client.RunFrom - client.Delivered - client.Skipped)),
            Gaps = Tally.Gaps,
            Duplicates = Tally.Duplicates,
            Dishonest = Tally.Dishonest,
            Resyncs = Tally.Resyncs,
            Lost = Tally.Lost,
            UnreadLost = Tally.UnreadLost,
            TurnedAway = Tally.TurnedAway,
            ControlOffsets = [.. control],
            ControlMissed = missed,
            Chat = Tally.Chat.Pack(),
            Control = Tally.Control.Pack(),
            LastSeen = Tally.LastSeen,
            DueAt = Tally.DueAt,
        };
    }
}
