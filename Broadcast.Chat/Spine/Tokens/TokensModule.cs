using Broadcast.Chat.Spine.Settings;
using Broadcast.Chat.Spine.Time;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Tokens;

internal static class TokensModule
{
    /// <summary>Adds token verification and a policy for each role. Any service may call this; it takes effect once per process.</summary>
    public static void AddTokens(this IHostApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(TokenSigner)))
            return;

        builder.Services.AddSettings<TokenOptions, TokenOptionsValidator>();
        builder.AddClock();
        builder.Services.AddSingleton<TokenSigner>();
        builder.Services.AddSingleton<RevokedSessions>();
        builder.Services.AddSingleton<TokenBearer>();
        builder.Services.AddSingleton<IConfigureOptions<JwtBearerOptions>>(provider => provider.GetRequiredService<TokenBearer>());
        builder.Services.AddSingleton<TokenReader>();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        var authorization = builder.Services.AddAuthorizationBuilder();
        foreach (var role in Roles.All)
            authorization.AddPolicy(role, policy => policy.RequireClaim("iss", TokenSigner.Issuer).RequireClaim("roles", role));
        authorization.AddPolicy(StagePolicy, policy => policy.RequireClaim("iss", TokenSigner.Issuer).RequireClaim("roles", Roles.Anchor, Roles.Operator));
    }

    /// <summary>The policy for anchors and operators. The handler checks the stage with <see cref="Caller.MayActFor"/>.</summary>
    public const string StagePolicy = "stage";
}
