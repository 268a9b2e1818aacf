using Broadcast.Api.Keys;

namespace Broadcast.Api.Accounts.SecondFactor;

internal static class SecondFactorModule
{
    /// <summary>Registers what seals the secrets of authenticator apps, also again after a change of the root key.</summary>
    public static void AddSealedAuthenticators(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SealedAuthenticators>();
        builder.Services.AddSingleton<IRootSealed>(services => services.GetRequiredService<SealedAuthenticators>());
    }
}
