using Broadcast.Chat.Admission;
using Broadcast.Chat.Audience;
using Broadcast.Chat.Audience.Roster;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Control;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Feed;
using Broadcast.Chat.Mediation;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Relay;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Transport;
using Broadcast.Chat.State;
using Broadcast.Chat.Tokens;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat;

/// <summary>The room: hub, room log, live state in Redis.</summary>
public static class ChatModule
{
    public static void AddChat(this IHostApplicationBuilder builder)
    {
        builder.AddSpine();
        builder.AddMediation(typeof(ChatModule).Assembly);
        builder.AddRooms();
        builder.AddModeration();
        builder.AddAudience();
        builder.AddAdmission();
        builder.AddRelay();
        builder.AddControl();
        builder.AddFeed();
    }

    /// <summary>The hub. Stands before authentication: it asks for tokens itself, behind its own gate.</summary>
    public static void UseChat(this IApplicationBuilder app) => app.UseHub();

    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        routes.MapRooms();
        routes.MapModeration();
        routes.MapFeed();
        routes.MapAudience();
        routes.MapRoster();
    }

    /// <summary>What every service stands on: Redis, facts, live state, tokens, JSON. Called by each module, effective once.</summary>
    internal static void AddSpine(this IHostApplicationBuilder builder)
    {
        builder.AddRedis();
        builder.AddFacts();
        builder.AddTokens();
        builder.AddRoomLog();
        builder.Services.TryAddSingleton<LiveState>();
        builder.Services.ConfigureHttpJsonOptions(options => ContractJson.Apply(options.SerializerOptions));
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = ProblemCodes.Complete);
    }
}
