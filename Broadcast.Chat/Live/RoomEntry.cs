using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Live;

/// <summary>Joins connections to rooms, and reads rooms for callers that do not join.</summary>
internal sealed class RoomEntry(
    RoomDirectory rooms, RoomRights rights, JoinBudget budget, AnswersInFlight answers, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>More than an answer has beside its events, in bytes.</summary>
    private const int Rest = 4096;

    public async Task<Result<JoinResult>> JoinAsync(RoomConnection connection, RoomId id, Position? position, CancellationToken cancellation)
    {
        var found = Find(connection.Caller, id);
        if (found.Failed)
            return found.Error;
        var room = found.Value;
        if (position is not null && !room.Live.Knows(position) && !budget.TryChargeComparison(connection))
            return RoomErrors.TooFast;
        // The client may know more than this node, from one that is ahead; only reading the log tells.
        if (!await room.Tail.ReachAsync(position, Patience, cancellation))
            return RoomErrors.Paused;
        if (!budget.TryCharge(connection, room.Live.CountAfter(position)))
            return RoomErrors.TooFast;

        // What it will be answered is measured before anything changes.
        var before = room.Live.ReadMoment(position);
        if (await MissingAsync(room.Older, position, before) is not { } older)
            return RoomErrors.Paused;
        if (answers.TryTake(connection.Address, connection.BytesOf(older) + connection.BytesOf(before.Events) + Rest) is not { } answer)
            return RoomErrors.TooFast;

        Leave(connection);
        var (seat, moment) = room.Live.Sit(connection, position, answer, time.GetTimestamp());
        try
        {
            if (await MissingAsync(room.Older, position, moment) is not { } missing)
            {
                room.Live.Stand(seat);
                return RoomErrors.Paused;
            }

            if (!connection.Sit(seat))
                room.Live.Stand(seat);
            var events = missing.Count == 0 ? moment.Events : Merge(missing, moment.Events);
            return new JoinResult
            {
                Epoch = moment.Epoch,
                Offset = moment.Offset,
                Snapshot = Snapshot(connection.Caller, id, moment),
                Events = events,
                Skipped = position is not null && !moment.Resync ? moment.Offset - position.Offset - events.Count : 0,
                Resync = moment.Resync,
                Written = seat.Begin,
            };
        }
        catch
        {
            room.Live.Stand(seat);
            throw;
        }
    }

    /// <param name="connection">The connection that leaves.</param>
    /// <param name="forGood">True when the connection has ended.</param>
    public static void Leave(RoomConnection connection, bool forGood = false)
    {
        if (connection.Stand(forGood) is { } before)
            before.Room.Stand(before);
    }

    /// <summary>The room now, for pages that do not join.</summary>
    public async Task<Result<RoomSnapshot>> ReadSnapshotAsync(Caller? caller, RoomId id, CancellationToken cancellation)
    {
        var found = Find(caller, id);
        if (found.Failed)
            return found.Error;
        if (!await found.Value.Tail.ReachAsync(position: null, Patience, cancellation))
            return RoomErrors.Paused;

        return Snapshot(caller, id, found.Value.Live.ReadMoment());
    }

    private Result<OpenRoom> Find(Caller? caller, RoomId id)
    {
        var room = rooms.Find(id);
        if (room.Failed)
            return room.Error;
        return rights.May(caller, RoomRights.Read, id) ? room.Value : AccessErrors.Forbidden;
    }

    /// <summary>The control events between the position and this node's ring; null when the log was replaced meanwhile.</summary>
    private static async Task<IReadOnlyList<RoomEvent>?> MissingAsync(OlderControl older, Position? position, RoomMoment moment) =>
        moment.MissingUpTo is { } upTo && position is not null ? await older.ReadAsync(moment.Epoch, position.Offset, upTo, moment.Offset) : [];

    /// <summary>Both lists, which are in order and share nothing, as one in order.</summary>
    private static List<RoomEvent> Merge(IReadOnlyList<RoomEvent> older, IReadOnlyList<RoomEvent> newer)
    {
        var merged = new List<RoomEvent>(older.Count + newer.Count);
        var i = 0;
        foreach (var item in newer)
        {
            while (i < older.Count && older[i].Offset < item.Offset)
                merged.Add(older[i++]);
            merged.Add(item);
        }

        for (; i < older.Count; i++)
            merged.Add(older[i]);
        return merged;
    }

    private RoomSnapshot Snapshot(Caller? caller, RoomId id, RoomMoment moment) =>
        moment.Snapshot(rights.Of(caller, id, moment.Shown), time.GetUtcNow());
}
