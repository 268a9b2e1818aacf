using Broadcast.Api.Keys;
using Broadcast.Api.Shops.Events;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Shops;

internal static class ShopsModule
{
    public static void AddShops(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<ShopOptions>();
        builder.Services.AddSingleton<ShopSecrets>();
        builder.Services.AddSingleton<IRootSealed>(services => services.GetRequiredService<ShopSecrets>());
        builder.Services.AddScoped<ShopDesk>();
        builder.Services.AddSingleton<GuardedConnection>();
        builder.Services.AddSingleton<ShopEventMetrics>();
        builder.Services.AddSingleton<ShopEventBook>();
        builder.Services.AddSingleton<ShopEventWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ShopEventWorker>());
        builder.Services.AddSingleton<ShopEventCleaner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ShopEventCleaner>());
        builder.AddAddressLimit<ShopOptions>(ShopEndpoints.Limit, options => options.EventsPerAddress);
    }

    /// <summary>Lets a feature carry out a type of message that shops send.</summary>
    public static void AddShopEvents<THandler>(this IHostApplicationBuilder builder) where THandler : class, IShopEventHandler =>
        builder.Services.AddSingleton<IShopEventHandler, THandler>();
}
