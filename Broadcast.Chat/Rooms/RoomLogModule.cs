using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Rooms;

internal static class RoomLogModule
{
    /// <summary>Adds what any service needs to append to rooms' logs and to read them. May be called again.</summary>
    public static void AddRoomLog(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<RoomOptions, RoomOptionsValidator>();
        builder.Services.TryAddSingleton<ShowTime>();
        builder.Services.TryAddSingleton<KnownEnds>();
        builder.Services.TryAddSingleton<RoomLog>();
        builder.Services.TryAddSingleton<IRoomAnnouncer, RoomAnnouncer>();
        builder.Services.TryAddSingleton<IBookRooms, BookRooms>();
        builder.Services.TryAddSingleton<IRoomHistory, RoomHistory>();
    }
}
