using Broadcast.Api.Spine;

namespace Broadcast.Api.Accounts.Invitations;

/// <summary>An invitation as an operator sends it.</summary>
/// <param name="Name">Display name, 1-40 characters; who accepts may choose another.</param>
/// <param name="Roles">One or more.</param>
/// <param name="Stages">Ids of the stages that an anchor acts for and whose rooms a moderator moderates; none: all rooms.</param>
/// <param name="Moderates">A moderator's rights; all rights when left out.</param>
internal sealed record NewInvitation(string? Name, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Stages, IReadOnlyList<string>? Moderates);

/// <summary>A link that was just made.</summary>
/// <param name="Id">By which it is withdrawn.</param>
/// <param name="Token">Shown here and nowhere else.</param>
/// <param name="Link">The page that takes the token, which is in the fragment, so that no server's log has it.</param>
/// <param name="Qr">An SVG picture of the link.</param>
/// <param name="ExpiresAt">When the link is dead.</param>
internal sealed record InvitationShown(string Id, string Token, string Link, string Qr, DateTimeOffset ExpiresAt)
{
    /// <summary>The link has the origin of the page that asks, because a proxy may have changed what the host sees.</summary>
    public static InvitationShown Of(MadeLink made, HttpRequest request)
    {
        var origin = Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var page) && page.Scheme is "http" or "https"
            ? page.GetLeftPart(UriPartial.Authority) : $"{request.Scheme}://{request.Host}";
        var link = $"{origin}/join#{made.Token}";
        return new InvitationShown(made.Link.Id, made.Token, link, QrPicture.Of(link), made.Link.ExpiresAt);
    }

    /// <summary>Keeps the secret out of log lines.</summary>
    public override string ToString() => Id;
}

/// <summary>An open invitation or reset link as operators see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>invitation</c> or <c>reset</c>.</param>
/// <param name="Name">Who is invited, or whose password is reset.</param>
/// <param name="Account">The id of that account; null for an invitation.</param>
/// <param name="Roles">What the account will have.</param>
/// <param name="Stages">Its stages.</param>
/// <param name="Moderates">Its rights.</param>
/// <param name="MadeBy">The operator who made it, such as <c>staff:…</c>.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ExpiresAt">When the link is dead.</param>
internal sealed record InvitationView(
    string Id, string Kind, string Name, string? Account, IReadOnlyList<string> Roles, IReadOnlyList<string> Stages, IReadOnlyList<string> Moderates,
    string MadeBy, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt)
{
    public static InvitationView Of(StaffLink link) => new(
        link.Id, WordOf(link.Kind), link.Name, link.AccountId, link.Roles, link.Stages, link.Moderates, link.MadeBy, link.MadeAt, link.ExpiresAt);

    public static string WordOf(LinkKind kind) => kind == LinkKind.Reset ? "reset" : "invitation";
}
