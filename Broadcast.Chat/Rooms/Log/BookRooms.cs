using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>Appends the steps of windows that the database keeps. A step is shown with the picture of the moment in which it was taken.</summary>
internal sealed class BookRooms(RoomLog log, RedisKeys keys, ShowTime showTime, IOptions<RoomOptions> options, TimeProvider time) : IBookRooms
{
    private static readonly RedisScript TellScript = RoomLog.Script<BookRooms>(["Tell"], keys: ["toldKey"], arguments: ["shownWindow", "book", "lifetime", "newSteps..."]);

    public TimeSpan PictureDelay => options.Value.PictureDelay;

    public async Task<int> TellAsync(ToldWindow window)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var shownNow = await showTime.OfAsync(window.Stage);
        return (int)await log.RunAsync(
            TellScript,
            window.Stage.Room,
            [("toldKey", keys.Room(window.Stage.Room, "told"))],
            [("shownWindow", $"{window.Kind} {window.Id}"), ("book", window.Book), ("lifetime", (long)options.Value.ControlAge.TotalMilliseconds)],
            argumentList: [.. window.Steps.SelectMany(step => (RedisValue[])[step.Revision, new NewEvent(step.Data, shownNow - (now - step.At), step.By).Tail()])]);
    }
}
