using Broadcast.Chat.Rooms.Log;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Rooms;

internal static class RoomLogModule
{
    /// <summary>What any service needs to append to rooms and to read back; once a process.</summary>
    public static void AddRoomLog(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RoomOptions>().BindConfiguration(RoomOptions.Section).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RoomOptions>, RoomOptionsValidator>());
        builder.Services.TryAddSingleton<KnownEnds>();
        builder.Services.TryAddSingleton<RoomLog>();
        builder.Services.TryAddSingleton<IRoomAnnouncer, RoomAnnouncer>();
        builder.Services.TryAddSingleton<IRoomHistory, RoomHistory>();
    }
}
