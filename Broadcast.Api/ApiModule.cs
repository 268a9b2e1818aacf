using Broadcast.Chat;
using Broadcast.Chat.Mediation;

namespace Broadcast.Api;

/// <summary>HTTP API, durable state, pages.</summary>
public static class ApiModule
{
    public static void AddApi(this IHostApplicationBuilder builder)
    {
        builder.AddSpine();
        builder.AddMediation(typeof(ApiModule).Assembly);
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
    }
}
