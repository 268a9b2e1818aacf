using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Chat.Live;

/// <summary>One stay of a connection in a room. Once it is ready, only the room's pump writes what was sent.</summary>
internal sealed class Seat(RoomConnection connection, LiveRoom room, string epoch, long sent)
{
    public RoomConnection Connection { get; } = connection;

    public LiveRoom Room { get; } = room;

    /// <summary>The epoch last sent to the client.</summary>
    public string Epoch { get; set; } = epoch;

    /// <summary>The offset up to which the client was sent the log.</summary>
    public long Sent { get; set; } = sent;

    /// <summary>When counts were last sent, a timestamp of the clock.</summary>
    public long CountsAt { get; set; }

    /// <summary>The counts last sent.</summary>
    public RoomCounts? Counts { get; set; }

    /// <summary>How often viewers had fallen with a lost node when counts were last sent.</summary>
    public int Falls { get; set; }

    /// <summary>Whether the last frame said that the room is paused.</summary>
    public bool Paused { get; set; }

    /// <summary>The answer to Join, counted until it is written. Ends with the seat at the latest.</summary>
    public required AnswerInFlight Answer { get; init; }

    /// <summary>
    /// Set when the answer to Join is being written: no frame may go out before that answer. For a client that asked for no answer, the
    /// pump sets this some seconds later.
    /// </summary>
    public volatile bool Ready;

    /// <summary>When the seat was given, a timestamp of the clock.</summary>
    public required long Since { get; init; }

    /// <summary>The answer to Join is being written: frames may follow it, and its bytes are given back once they are written.</summary>
    public void Begin()
    {
        Ready = true;
        _ = EndAnswerAsync();
    }

    /// <summary>No answer to Join was asked for.</summary>
    public void BeginWithoutAnswer()
    {
        Ready = true;
        Answer.End();
    }

    private async Task EndAnswerAsync()
    {
        try
        {
            await Connection.WrittenAsync();
        }
        finally
        {
            Answer.End();
        }
    }

    /// <summary>The row of the room's <see cref="SeatRows"/> that holds this seat. Written only by the rows.</summary>
    public int Row { get; set; }

    /// <summary>Index of this seat in its row; negative when no row holds it. Written only by the rows.</summary>
    public int Index { get; set; } = -1;
}
