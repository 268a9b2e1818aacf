using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Accounts.Invitations;

internal static class InvitationErrors
{
    /// <summary>One text for an unknown link, one that was used or withdrawn, one that is too old, and one whose maker is no operator any more.</summary>
    public static readonly Error Link = new(
        "invitation.link", "This link is not good, or no longer: each is good once, for some days.", ErrorKind.Unauthenticated, "Ask an operator for a new one.");

    public static readonly Error Unknown = new("invitation.unknown", "There is no such open invitation.", ErrorKind.Unknown, "List the invitations to find the id.");

    public static readonly Error Full = new(
        "invitation.full", $"There are {StaffLinks.Most} open invitations and reset links already.", ErrorKind.Conflict, "Withdraw those that nobody needs any more.");
}
