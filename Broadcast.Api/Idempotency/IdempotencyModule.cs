namespace Broadcast.Api.Idempotency;

internal static class IdempotencyModule
{
    public static void AddIdempotency(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RunningCalls>();
        builder.Services.AddSingleton<IdempotencyCleaner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<IdempotencyCleaner>());
    }

    /// <summary>Must come behind authorization, because a key belongs to its caller, and before the rate limits.</summary>
    public static void UseIdempotency(this IApplicationBuilder app) => app.UseMiddleware<IdempotentCalls>();
}
