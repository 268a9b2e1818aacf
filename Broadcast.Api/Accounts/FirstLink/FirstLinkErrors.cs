using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Accounts.FirstLink;

internal static class FirstLinkErrors
{
    /// <summary>One text for an unknown link, one that was used, and one that is too old.</summary>
    public static readonly Error Link = new(
        "setup.link", "This link is not good, or no longer: each is good once, for a day.", ErrorKind.Unauthenticated, "Start the host again: it prints a new one while there is no operator.");
}
