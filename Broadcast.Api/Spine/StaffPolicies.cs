using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Spine;

/// <summary>Authorization policies that several features share.</summary>
internal static class StaffPolicies
{
    /// <summary>Admits operators and auditors.</summary>
    public const string Audit = "audit";

    public static void AddStaffPolicies(this IHostApplicationBuilder builder) =>
        builder.Services.AddAuthorizationBuilder().AddPolicy(Audit, policy => policy
            .RequireClaim("iss", TokenSigner.Issuer).RequireClaim("roles", Roles.Operator, Roles.Auditor));
}
