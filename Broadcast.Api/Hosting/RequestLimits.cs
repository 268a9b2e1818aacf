using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Broadcast.Api.Accounts;
using Broadcast.Api.Tickets;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Hosting;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Hosting;

/// <summary>Limits per address, for the calls that need no token.</summary>
internal static class RequestLimits
{
    public static void AddRequestLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(TicketEndpoints.Limit, context => PerAddress(context, Options<TicketOptions>(context).PerAddress));
            limiter.AddPolicy(SiteTicketEndpoint.Limit, context => PerAddress(context, Options<VillageSiteOptions>(context).TicketsPerAddress));
            limiter.AddPolicy(AccountEndpoints.Limit, context => PerAddress(context, Options<AccountOptions>(context).SignInsPerAddress));
            limiter.OnRejected = async (rejected, cancellation) =>
            {
                var context = rejected.HttpContext;
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
                    context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                var error = context.GetEndpoint()?.Metadata.GetMetadata<LimitError>()?.Error
                    ?? new Error("request.too_many", "Too many requests. Try again later.", ErrorKind.TooFast);
                await error.ToProblem().ExecuteAsync(context);
            };
        });
    }

    private static T Options<T>(HttpContext context) where T : class => context.RequestServices.GetRequiredService<IOptions<T>>().Value;

    private static RateLimitPartition<IPAddress> PerAddress(HttpContext context, int perMinute)
    {
        return RateLimitPartition.GetTokenBucketLimiter(AddressPrefix.Of(context.Connection.RemoteIpAddress), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = Math.Max(1, perMinute / 12),
            ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(5, 60.0 / perMinute)),
            QueueLimit = 0,
        });
    }
}

/// <summary>The error that an endpoint answers beyond its limit.</summary>
internal sealed record LimitError(Error Error);
