using LiveFestival.Tests.Architecture;

namespace LiveFestival.Tests.Conventions;

/// <summary>
/// Each call of the HTTP API that changes something notes it in the audit, or stands here with the reason why not: Api in its book, Ingest, which has
/// no database, by an outcome. Calls to rooms are not among them: a room's log and its outcomes say who acted.
/// </summary>
internal sealed class AuditedCallTests
{
    private const string Viewers = "viewers and devices, not staff";
    private const string Book = "each step of a vote keeps who took it (BookStep)";
    private const string Villager = "a villager's name is theirs, and is gone with them";
    private const string Order = "the playout notes it where it carries the order out (PlayoutOrderReader)";
    private const string Again = "sends the same once more; the message keeps its tries";

    private static readonly Dictionary<string, string> Unnoted = new(StringComparer.Ordinal)
    {
        ["SignIn"] = "the list of sign-ins has it",
        ["SignOut"] = "the own sign-in",
        ["LookAtInvitation"] = "changes nothing",
        ["BeginSecondFactor"] = "nothing holds before it is confirmed, and that is noted",
        ["TakeTicket"] = Viewers,
        ["SendCode"] = Viewers,
        ["SignInViewer"] = Viewers,
        ["RenewViewer"] = Viewers,
        ["SignOutViewer"] = Viewers,
        ["StartLogin"] = Viewers,
        ["MarkInboxRead"] = Viewers,
        ["ClaimPrize"] = Viewers,
        ["CastBallot"] = Viewers,
        ["TakeSiteTicket"] = Viewers,
        ["ReceiveShopEvent"] = "a shop's server, and the message itself is kept",
        ["SignInVillager"] = Viewers,
        ["NameVillager"] = Villager,
        ["RenameVillager"] = Villager,
        ["RetireVillager"] = Villager,
        ["CreateVote"] = Book,
        ["VoteEndpoints.Map"] = Book,
        ["TakeStage"] = Order,
        ["HoldRelay"] = Order,
        ["ReleaseRelay"] = Order,
        ["FillRelay"] = Order,
        ["ReturnRelay"] = Order,
        ["GrantPlayback"] = "changes nothing",
        ["ShipClaim"] = "the claim keeps who has shipped it, when, and how",
        ["RetryOutbox"] = Again,
        ["RetryOutboxMessage"] = Again,
        ["RetryShopEvent"] = Again,
    };

    [Test]
    public void Each_change_is_noted_or_has_a_reason_not_to_be()
    {
        using var calls = new ApiCalls();
        var silent = calls.All.Where(call => !calls.ComesTo(call.Handler, ["AuditBook", "IChannelActs"], "Note")).Select(call => call.Name).ToList();

        Assert.That(calls.All.Count(), Is.GreaterThan(60), "the routes are found");
        Assert.That(silent.Distinct(StringComparer.Ordinal), Is.EquivalentTo(Unnoted.Keys), "calls that note nothing, and those that have a reason");
    }
}
