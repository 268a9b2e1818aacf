using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Rooms;

internal static class RoomsModule
{
    /// <summary>Adds what the features of a room share: rights, the node's name, metrics.</summary>
    public static void AddRooms(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<ChatMetrics>();
        builder.Services.TryAddSingleton<NodeName>();
        builder.Services.TryAddSingleton<RoomRights>();
    }
}
