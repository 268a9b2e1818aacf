using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;

namespace Broadcast.Api.VillageSites;

internal static class VillageSiteErrors
{
    public static readonly Error Refused = new("site.refused", "This device key is not in force.", ErrorKind.Unauthenticated);

    public static readonly Error TooManyTickets = new("site.too_many_tickets", "Too many tickets for this address. Try again in a minute.", ErrorKind.TooFast);

    public static Error Unknown(SiteId id) => new("site.unknown", $"There is no site '{id}'.", ErrorKind.Unknown);

    public static Error Exists(SiteId id) => new("site.exists", $"A site '{id}' exists.", ErrorKind.Conflict);

    public static Error Invalid(string what) => new("site.invalid", what, ErrorKind.Invalid);

    /// <summary>What is wrong in an upload, row by row; nothing of it was taken.</summary>
    public static Error Upload(string what) => new("site.upload", what, ErrorKind.Invalid);

    public static Error TooMany(int most) => new("site.too_many", $"There are at most {most} sites.", ErrorKind.Conflict);
}
