using System.Security.Claims;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Spine;

/// <summary>The id under which the database keeps who has called: <c>staff:…</c>, <c>person:…</c>, <c>machine:…</c> and so on.</summary>
internal static class CallerName
{
    /// <summary>Characters of the longest name.</summary>
    public const int Longest = 128;

    /// <summary>Null for a caller without a token.</summary>
    public static string? Of(ClaimsPrincipal user) => MachineCaller.NameOf(user) ?? Caller.From(user)?.Id.Value;
}
