using Broadcast.Api.Catalog.Csv;
using Broadcast.Api.Catalog.Pictures;
using Broadcast.Api.Facts;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Settings;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Catalog;

internal static class CatalogModule
{
    /// <summary>Admits operators, and machine keys with the scope <see cref="MachineScopes.Products"/>.</summary>
    public const string WritePolicy = "write-products";

    /// <summary>Admits also auditors.</summary>
    public const string StockPolicy = "read-stock";

    public static void AddCatalog(this IHostApplicationBuilder builder)
    {
        builder.AddFacts<ProductFacts>();
        builder.Services.AddScoped<StockBook>();
        builder.Services.AddScoped<ProductWriter>();
        builder.Services.AddScoped<ProductImport>();
        builder.Services.AddScoped<PictureWriter>();
        builder.Services.AddSingleton<PictureDesk>();
        builder.Services.AddSettings<PictureOptions>();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(WritePolicy, policy => policy.RequireAssertion(asked => MachineScopes.Admit(asked.User, MachineScopes.Products, Roles.Operator)))
            .AddPolicy(StockPolicy, policy => policy.RequireAssertion(asked => MachineScopes.Admit(asked.User, MachineScopes.Products, Roles.Operator, Roles.Auditor)));
    }
}
