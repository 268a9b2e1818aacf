using Broadcast.Api.Keys;
using Broadcast.Api.Shops;
using Broadcast.Chat.Spine.Settings;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Claims;

internal static class ClaimsModule
{
    /// <summary>Admits shippers, operators and auditors.</summary>
    public const string ListPolicy = "claims";

    public static void AddClaims(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<ClaimOptions>();
        builder.AddSigningPurpose(PrizeReceipt.Purpose);
        builder.Services.AddSingleton<ClaimBook>();
        builder.Services.AddSingleton<ClaimErasure>();
        builder.AddShopEvents<ClaimShippedByShop>();
        builder.Services.AddSingleton<ClaimSweep>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ClaimSweep>());
        builder.Services.AddAuthorizationBuilder().AddPolicy(ListPolicy, policy => policy
            .RequireClaim("iss", TokenSigner.Issuer).RequireClaim("roles", Roles.Shipper, Roles.Operator, Roles.Auditor));
    }
}
