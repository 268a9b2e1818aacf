using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.VillageSites;

internal static class VillageSiteErrors
{
    public static readonly Error Refused = new("site.refused", "This device key is not valid.", ErrorKind.Unauthenticated, "Enter the device key again; if it was replaced, ask for the new one.");

    public static readonly Error TooManyTickets = new("site.too_many_tickets", "Too many tickets for this address. Try again in a minute.", ErrorKind.TooFast, "Try again in a minute.");

    public static readonly Error NotFound = new("site.unknown", "There is no such site.", ErrorKind.Unknown, "List the sites to find the id.");

    public static Error Unknown(SiteId id) => NotFound.With($"There is no site '{id}'.");

    public static readonly Error Taken = new("site.exists", "A site with this id already exists.", ErrorKind.Conflict, "Replace that site, or choose another id.");

    public static Error Exists(SiteId id) => Taken.With($"A site '{id}' already exists.");

    public static readonly Error Malformed = new("site.invalid", "The site is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static readonly Error Changed = new(
        "site.conflict", "The site was changed meanwhile.", ErrorKind.Conflict, "Read what it is now ('site' in this answer), and repeat the change.");

    public static Error Conflict(long current) => Changed.With($"The site was changed meanwhile: it is at revision {current}.");

    public static readonly Error Retired = new("site.retired", "The site is retired.", ErrorKind.Conflict, "Restore it first.");

    public static readonly Error Used = new("site.used", "The site has villagers, and is not removed.", ErrorKind.Conflict, "Retire it: its villagers and what they have won stay.");

    public static readonly Error BadUpload = new("site.upload", "Rows of the file are not valid.", ErrorKind.Invalid, "Correct the rows that the message names, and send the file again.");

    /// <summary>The error of an upload, of which no site was added.</summary>
    public static Error Upload(string message) => BadUpload.With(message);

    public static readonly Error Full = new("site.too_many", "The maximum number of sites is reached.", ErrorKind.Conflict, "Raise Sites:Most.");

    public static Error TooMany(int most) => Full.With($"There can be at most {most} sites, with those that are retired (Sites:Most).");
}
