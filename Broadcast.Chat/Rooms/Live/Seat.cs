using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Rooms.Live;

/// <summary>One stay of a connection in a room. Its position is written by the room's pump alone, once the seat is taken.</summary>
internal sealed class Seat(RoomConnection connection, LiveRoom room, string epoch, long sent)
{
    public RoomConnection Connection { get; } = connection;

    public LiveRoom Room { get; } = room;

    /// <summary>The epoch that the client was told.</summary>
    public string Epoch { get; set; } = epoch;

    /// <summary>The offset that the client was told up to.</summary>
    public long Sent { get; set; } = sent;

    /// <summary>When counts were last told, a timestamp of the clock.</summary>
    public long CountsAt { get; set; }

    /// <summary>The counts that were last told.</summary>
    public RoomCounts? Counts { get; set; }

    /// <summary>How often a node had gone missing when counts were last told.</summary>
    public int Falls { get; set; }

    /// <summary>Whether the client was told that the room is paused.</summary>
    public bool Paused { get; set; }

    /// <summary>
    /// Set when the answer to Join is on its way: before it, no frame may go out. A client that did not ask for an answer gets none; for it
    /// the pump sets this after a moment.
    /// </summary>
    public volatile bool Taken;

    /// <summary>When the seat was given, a timestamp of the clock.</summary>
    public required long Since { get; init; }

    /// <summary>Where it stands in the room's <see cref="SeatRows"/>, which alone write it; a negative place when it stands nowhere.</summary>
    public int Row { get; set; }

    /// <inheritdoc cref="Row"/>
    public int Place { get; set; } = -1;
}
