using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Claims;

/// <summary>Why a prize is not claimed, or not shipped. No message quotes what somebody entered.</summary>
internal static class ClaimErrors
{
    public static readonly Error NotWon = new("claim.not_won", "You have not won a prize of this question.", ErrorKind.Unknown, "List your prizes.");
    public static readonly Error Exists = new("claim.exists", "This prize is claimed already.", ErrorKind.Conflict, "Withdraw the claim first, if the address is wrong.");

    public static readonly Error Name = new(
        "claim.name", $"'name' must have 1-{Recipient.LongestName} visible characters in one line.", ErrorKind.Invalid, "Correct the name.");

    public static readonly Error Telephone = new(
        "claim.telephone", $"'telephone' must have {Recipient.FewestDigits}-{Recipient.MostDigits} digits; it may begin with '+', and have blanks, '-', '(' and ')'.", ErrorKind.Invalid,
        "Correct the number.");

    public static readonly Error Address = new(
        "claim.address", $"'address' must have 1-{Recipient.LongestAddress} visible characters in one line.", ErrorKind.Invalid, "Correct the address.");

    public static readonly Error NotFound = new("claim.unknown", "There is no such claim.", ErrorKind.Unknown, "List the claims.");
    public static readonly Error Erased = new("claim.erased", "Name, telephone and address of this claim are erased.", ErrorKind.Conflict, "If the prize was not shipped, its winner can claim it again.");
    public static readonly Error Withdrawn = new("claim.withdrawn", "This claim was withdrawn.", ErrorKind.Conflict, "Do not ship; its winner can claim again.");
    public static readonly Error Shipped = new("claim.shipped", "This prize was shipped already, with another number.", ErrorKind.Conflict, "Look at the claim.");

    public static readonly Error Carrier = new(
        "claim.carrier", $"'carrier' must have 1-{ShippedBody.LongestCarrier} visible characters.", ErrorKind.Invalid, "Correct the carrier's name.");

    public static readonly Error Tracking = new(
        "claim.tracking", $"'tracking' must have 1-{ShippedBody.LongestTracking} of A-Z, a-z, 0-9 and '-'.", ErrorKind.Invalid, "Correct the carrier's number.");

    public static readonly Error State = new("claim.state", $"'state' must be one of {string.Join(", ", ClaimStates.All)}.", ErrorKind.Invalid, "Correct it, or leave it out.");
    public static readonly Error Page = new("claim.page", "'before' or 'after' must be the 'next' of another page.", ErrorKind.Invalid, "Send the 'next' of another page.");
}
