using Broadcast.Chat.Contracts;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Rooms.Door;
using Broadcast.Chat.Rooms.Live;
using Broadcast.Chat.Rooms.Transport;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Rooms;

internal static class RoomsModule
{
    /// <summary>Six options and a question in Chinese, escaped, and room to spare.</summary>
    private const int LargestCall = 8 * 1024;

    public static void AddRooms(this IHostApplicationBuilder builder)
    {
        builder.AddOutcomes();
        var services = builder.Services;
        services.TryAddSingleton<ChatMetrics>();
        services.TryAddSingleton<NodeName>();
        services.TryAddSingleton<RoomRights>();
        services.TryAddSingleton<LostQuestions>();
        services.TryAddSingleton<Answers>();
        services.TryAddSingleton<PinStore>();
        services.TryAddSingleton<RoomEntry>();
        services.TryAddSingleton<RoomDirectory>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomDirectory>());
        services.AddHostedService<QuestionCloser>();
        services.TryAddSingleton<RoomHubFilter>();
        services.TryAddSingleton<HubSocket>();
        services.TryAddSingleton<HubPath>();
        services.TryAddSingleton<RoomLifetime>();
        services.TryAddSingleton<HubLifetimeManager<RoomHub>>(provider => provider.GetRequiredService<RoomLifetime>());
        services.AddHostedService<EndedConnections>();
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
        services.AddStrictProtocols();
    }

    public static void MapRooms(this IEndpointRouteBuilder routes) => routes.MapRoomDoor();
}
