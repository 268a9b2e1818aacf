using System.Text.RegularExpressions;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Api.Claims;

/// <summary>Where to send a prize.</summary>
/// <param name="Name">Who gets it: 1-40 visible characters.</param>
/// <param name="Telephone">7-15 digits; may begin with <c>+</c>, and have blanks, <c>-</c> and brackets.</param>
/// <param name="Address">1-200 visible characters in one line.</param>
internal sealed record ClaimBody(string? Name, string? Telephone, string? Address);

/// <param name="Carrier">1-40 visible characters.</param>
/// <param name="Tracking">The carrier's number: 1-40 of A-Z, a-z, 0-9 and <c>-</c>.</param>
internal sealed partial record ShippedBody(string? Carrier, string? Tracking)
{
    public const int LongestCarrier = 40;
    public const int LongestTracking = 40;

    public Result<Shipment> Read()
    {
        if (PlainLine.Read(Carrier, LongestCarrier) is not { } carrier)
            return ClaimErrors.Carrier;
        return Tracking is { Length: > 0 and <= LongestTracking } tracking && Number().IsMatch(tracking) ? new Shipment(carrier, tracking) : ClaimErrors.Tracking;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9-]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}

/// <summary>By which carrier a prize goes, and under which number.</summary>
internal sealed record Shipment(string Carrier, string Tracking);

/// <summary>Who says that a prize is on its way.</summary>
/// <param name="Id">A member of staff, or <c>shop:</c> and the shop's id.</param>
/// <param name="Shop">The shop's id; null when a member of staff says it.</param>
internal sealed record Shipper(ViewerId Id, string? Shop)
{
    public static Shipper OfStaff(ViewerId id) => new(id, Shop: null);

    public static Shipper OfShop(string shop) => new(ViewerId.Parse($"shop:{shop}"), shop);
}

/// <summary>A claim, opened.</summary>
internal sealed record OpenClaim(ClaimEntry Claim, Recipient Recipient);

/// <summary>Which claims to list.</summary>
/// <param name="State">Only those of this state.</param>
/// <param name="After">The <c>next</c> of the previous page.</param>
/// <param name="Limit">Claims per page: 1-200, 50 when left out.</param>
internal sealed record ClaimQuery(string? State, string? After, int? Limit);

/// <param name="Claims">The oldest first.</param>
/// <param name="Next">The <c>after</c> of the next page; null on the last page.</param>
internal sealed record ClaimPage(IReadOnlyList<ClaimEntry> Claims, string? Next);

/// <param name="Reads">The newest first, 200 at most.</param>
internal sealed record ClaimReads(IReadOnlyList<ClaimReadView> Reads);

/// <param name="At">When the address was read.</param>
/// <param name="By">The shipper.</param>
/// <param name="ByName">The shipper's name at that time.</param>
internal sealed record ClaimReadView(DateTimeOffset At, ViewerId By, string ByName);

/// <param name="Id">The claim's id, also the <c>jti</c> of its receipt.</param>
/// <param name="State"><c>claimed</c> or <c>shipped</c>.</param>
/// <param name="At">When it was claimed.</param>
/// <param name="ShippedAt">When it was shipped; null before.</param>
/// <param name="Carrier">Who carries it; null before.</param>
/// <param name="Tracking">The carrier's number; null before.</param>
/// <param name="ErasedAt">When name, telephone and address were erased; null while they are kept.</param>
/// <param name="Receipt">The confirmation: a compact JWS with <c>typ</c> <c>receipt+jwt</c>, to be checked with <c>/.well-known/jwks.json</c>; null at a screen that others read.</param>
internal sealed record OwnClaim(
    string Id, string State, DateTimeOffset At, DateTimeOffset? ShippedAt, string? Carrier, string? Tracking, DateTimeOffset? ErasedAt, string? Receipt)
{
    /// <summary>Without what lets somebody else follow the parcel, or pass for its winner.</summary>
    public static OwnClaim AtScreen(Claim claim) => Of(claim) with { Carrier = null, Tracking = null, Receipt = null };

    public static OwnClaim Of(Claim claim) =>
        new(claim.Id, claim.State, claim.At, claim.ShippedAt, claim.Carrier, claim.Tracking, claim.ErasedAt, claim.Receipt);
}

/// <param name="Question">The question that was won.</param>
/// <param name="Text">Its text.</param>
/// <param name="Stage">Where it was asked.</param>
/// <param name="Rank">The rank in the draw, from 1.</param>
/// <param name="Prize">The product; null when the question named none.</param>
/// <param name="At">When the question closed.</param>
/// <param name="Claim">Null while the prize is not claimed.</param>
internal sealed record PrizeView(QuestionId Question, string Text, StageId Stage, int Rank, ProductId? Prize, DateTimeOffset At, OwnClaim? Claim);

/// <param name="Prizes">The newest first. A page has fewer entries than it could when some are not revealed yet.</param>
/// <param name="Next">The <c>before</c> of the next page; null on the last page.</param>
internal sealed record PrizePage(IReadOnlyList<PrizeView> Prizes, string? Next);
