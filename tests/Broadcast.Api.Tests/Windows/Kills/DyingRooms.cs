using Broadcast.Chat.Spine.Rooms;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Windows.Kills;

/// <summary>The real rooms. The process ends before or after a call to them.</summary>
internal sealed class DyingRooms(IBookRooms rooms, KillPoint point) : IBookRooms
{
    /// <summary>A step is committed, and its room does not know.</summary>
    public const string Untold = "room.untold";

    /// <summary>The room was told, and the database does not know.</summary>
    public const string Told = "room.told";

    public TimeSpan PictureDelay => rooms.PictureDelay;

    public async Task<int> TellAsync(ToldWindow window)
    {
        point.Pass(Untold);
        var told = await rooms.TellAsync(window);
        point.Pass(Told);
        return told;
    }
}
