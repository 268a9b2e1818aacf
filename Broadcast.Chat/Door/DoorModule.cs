using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Packed;
using Broadcast.Chat.Door.Audience;
using Broadcast.Chat.Door.Moderation;
using Broadcast.Chat.Door.Polls;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Door;

internal static class DoorModule
{
    /// <summary>Bytes. More than a question with six options needs, in Chinese with every character escaped.</summary>
    private const int LargestCall = 8 * 1024;

    public static void AddDoor(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton<LikePace>();
        services.TryAddSingleton<RoomHubFilter>();
        services.TryAddSingleton<RoomLifetime>();
        services.TryAddSingleton<HubLifetimeManager<RoomHub>>(provider => provider.GetRequiredService<RoomLifetime>());
        services.AddHostedService<EndedConnections>();
        services.PostConfigure<LoggerFilterOptions>(QuietHub.Apply);
        services
            .AddSignalR(options =>
            {
                options.MaximumReceiveMessageSize = LargestCall;
                options.HandshakeTimeout = TimeSpan.FromSeconds(5);
                options.EnableDetailedErrors = false;
            })
            .AddHubOptions<RoomHub>(options => options.AddFilter<RoomHubFilter>())
            .AddJsonProtocol(options => ContractJson.Apply(options.PayloadSerializerOptions))
            .AddMessagePackProtocol(options => options.SerializerOptions = PackedContracts.Options);
        services.WrapProtocols();
    }

    public static void MapDoor(this IEndpointRouteBuilder routes)
    {
        routes.MapRoomDoor();
        routes.MapPolls();
        routes.MapSchedule();
        routes.MapModeration();
        routes.MapAudience();
        routes.MapRoster();
    }
}
