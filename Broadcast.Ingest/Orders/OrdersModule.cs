using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Orders;

internal static class OrdersModule
{
    /// <summary>For whoever gives orders to the playout, in this process or another; once a process.</summary>
    public static void AddOrders(this IHostApplicationBuilder builder) => builder.Services.TryAddSingleton<PlayoutOrders>();
}
