using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Spine;

/// <summary>Rate limits: per client address for calls that need no token, per caller for others. Each feature sets its own limit.</summary>
internal static class RequestLimits
{
    public static void AddRequestLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.OnRejected = async (rejected, cancellation) =>
            {
                var context = rejected.HttpContext;
                await Refused(context, rejected.Lease).ToProblem().ExecuteAsync(context);
            };
        });
    }

    /// <summary>Counts a call that is over its limit, and says when it may come again. Returns the error of its endpoint.</summary>
    public static Error Refused(HttpContext context, RateLimitLease lease)
    {
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
            context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var error = context.GetEndpoint()?.Metadata.GetMetadata<LimitError>()?.Error
            ?? RequestErrors.TooMany;
        return context.RequestServices.GetRequiredService<ApiRefusals>().Refuse(context.Connection.RemoteIpAddress, "HTTP", error);
    }

    /// <summary>Adds a rate limit; an endpoint requires it by <paramref name="name"/>.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="name">The policy's name.</param>
    /// <param name="perMinute">Reads from the feature's options how many requests one address may make per minute.</param>
    public static void AddAddressLimit<TOptions>(this IHostApplicationBuilder builder, string name, Func<TOptions, int> perMinute) where TOptions : class =>
        builder.Services.Configure<RateLimiterOptions>(limiter => limiter.AddPolicy(
            name, context => PerAddress(context, perMinute(context.RequestServices.GetRequiredService<IOptions<TOptions>>().Value))));

    /// <summary>Adds a rate limit per caller, for calls that need a token: viewers who share an address do not share it.</summary>
    /// <inheritdoc cref="AddAddressLimit{TOptions}"/>
    public static void AddCallerLimit<TOptions>(this IHostApplicationBuilder builder, string name, Func<TOptions, int> perMinute) where TOptions : class =>
        builder.Services.Configure<RateLimiterOptions>(limiter => limiter.AddPolicy(
            name, context => PerCaller(context, perMinute(context.RequestServices.GetRequiredService<IOptions<TOptions>>().Value))));

    private static RateLimitPartition<IPAddress> PerAddress(HttpContext context, int perMinute) =>
        RateLimitPartition.GetTokenBucketLimiter(AddressPrefix.Of(context.Connection.RemoteIpAddress), _ => Bucket(perMinute));

    private static RateLimitPartition<string> PerCaller(HttpContext context, int perMinute) =>
        RateLimitPartition.GetTokenBucketLimiter(Caller.From(context.User)?.Id.Value ?? "", _ => Bucket(perMinute));

    public static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / 12),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(5, 60.0 / perMinute)),
        QueueLimit = 0,
    };
}

/// <summary>Names the error that an endpoint returns when its rate limit is exceeded.</summary>
internal sealed record LimitError(Error Error);
