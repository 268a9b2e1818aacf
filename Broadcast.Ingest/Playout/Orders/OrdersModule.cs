using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Playout.Orders;

internal static class OrdersModule
{
    /// <summary>
    /// Registers the sender of orders to the playout, which may be in this process or another. Repeated calls have no effect.
    /// </summary>
    public static void AddOrders(this IHostApplicationBuilder builder) => builder.Services.TryAddSingleton<PlayoutOrders>();
}
