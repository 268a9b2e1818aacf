using System.Security.Claims;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Spine;

/// <summary>What a machine key may be allowed to do.</summary>
internal static class MachineScopes
{
    /// <summary>Write products and their stock.</summary>
    public const string Products = "products";

    public static IReadOnlyList<string> All { get; } = [Products];

    /// <summary>True for a machine key with the scope, and for staff with one of the roles.</summary>
    public static bool Admit(ClaimsPrincipal user, string scope, params ReadOnlySpan<string> roles)
    {
        if (MachineCaller.May(user, scope))
            return true;
        if (Caller.From(user) is not { } caller)
            return false;

        foreach (var role in roles)
            if (caller.Roles.Contains(role))
                return true;
        return false;
    }
}
