using System.Security.Claims;

namespace Broadcast.Api.Spine;

/// <summary>
/// The caller that a machine key names. Such a caller has scopes in place of roles, is nobody of staff and no viewer, and is known by the
/// authentication that made the identity: what a token claims cannot make one.
/// </summary>
internal static class MachineCaller
{
    /// <summary>Name of the authentication scheme, and the type of the identities that it makes.</summary>
    public const string Scheme = "MachineKey";

    private const string Prefix = "machine:";
    private const string Id = "id";
    private const string Scope = "scope";

    public static ClaimsIdentity Identity(string id, IEnumerable<string> scopes) =>
        new([new Claim(Id, id), .. scopes.Select(scope => new Claim(Scope, scope))], Scheme);

    public static bool Is(ClaimsPrincipal user) => Of(user) is not null;

    public static bool May(ClaimsPrincipal user, string scope) => Of(user)?.HasClaim(Scope, scope) == true;

    /// <summary><c>machine:</c> and the key's id; null when no machine key calls.</summary>
    public static string? NameOf(ClaimsPrincipal user) => Of(user) is { } identity ? $"{Prefix}{identity.FindFirst(Id)!.Value}" : null;

    /// <summary>The key's id in such a name; null in the name of anybody else.</summary>
    public static string? IdOf(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : null;

    private static ClaimsIdentity? Of(ClaimsPrincipal user) => user.Identities.FirstOrDefault(identity => identity.AuthenticationType == Scheme);
}
