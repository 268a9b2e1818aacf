using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;

namespace Broadcast.Chat.Tests.Spine.Facts;

internal sealed class FactsViewTests
{
    private const long Now = 1_000_000;
    private static readonly ViewerId Ann = ViewerId.Parse("guest:ann");
    private static readonly RoomId Gushi = RoomId.Parse("gushi");
    private static readonly RoomId Festival = RoomId.Parse("festival");

    private static readonly FestivalFacts Facts = FactsRig.Facts(1, "gushi", "zhanyi") with
    {
        Relays = [new RelayFact { Channel = ChannelId.Parse("festival"), Name = "丰收节", NameEn = "Festival", RundownRevision = 1, Slots = [] }],
        RevokedSessions = ["ended"],
    };

    [Test]
    public void The_rooms_are_those_of_the_stages_and_of_the_relays() =>
        Assert.That(new FactsView(Facts).Rooms.Select(room => room.Value), Is.EquivalentTo(["gushi", "zhanyi", "festival"]));

    [TestCase("gushi", true, true)]
    [TestCase("festival", true, false)]
    [TestCase("nowhere", false, false)]
    public void A_relays_room_is_known_and_has_no_stage(string room, bool known, bool stage)
    {
        var view = new FactsView(Facts);

        Assert.That((view.Knows(RoomId.Parse(room)), view.StageOf(RoomId.Parse(room)) is not null), Is.EqualTo((known, stage)));
    }

    [Test]
    public void A_stage_is_found_by_the_digest_of_its_key()
    {
        var view = new FactsView(Facts);

        Assert.That((view.StageByKeyDigest("digest-zhanyi")?.Id.Value, view.StageByKeyDigest("digest")), Is.EqualTo(("zhanyi", (StageFact?)null)));
    }

    [Test]
    public void Only_the_sessions_that_are_named_are_revoked()
    {
        var view = new FactsView(Facts);

        Assert.That((view.IsRevoked("ended"), view.IsRevoked("Ended")), Is.EqualTo((true, false)));
    }

    [Test]
    public void What_holds_in_one_room_holds_in_no_other()
    {
        var view = Restricted(new RestrictionFact { Viewer = Ann, Room = Gushi, Kind = "ban" });

        Assert.Multiple(() =>
        {
            Assert.That(Kinds(view, Gushi, Now), Is.EqualTo(["ban"]));
            Assert.That(view.Restrictions(Ann, Festival, Now), Is.Empty);
            Assert.That(view.Restrictions(Ann, room: null, Now), Is.Empty);
            Assert.That(view.Restrictions(ViewerId.Parse("guest:bob"), Gushi, Now), Is.Empty);
        });
    }

    [Test]
    public void What_holds_in_all_rooms_holds_in_each()
    {
        var view = Restricted(new RestrictionFact { Viewer = Ann, Kind = "shadow" });

        Assert.That(Kinds(view, Gushi, Now).Concat(Kinds(view, null, Now)), Is.EqualTo(["shadow", "shadow"]));
    }

    [Test]
    public void What_is_over_gives_way_to_what_still_holds()
    {
        var view = Restricted(
            new RestrictionFact { Viewer = Ann, Room = Gushi, Kind = "ban", Until = Now }, new RestrictionFact { Viewer = Ann, Room = Gushi, Kind = "shadow", Until = Now + 1 });

        Assert.Multiple(() =>
        {
            Assert.That(Kinds(view, Gushi, Now - 1), Is.EqualTo(["ban", "shadow"]));
            Assert.That(Kinds(view, Gushi, Now), Is.EqualTo(["shadow"]));
            Assert.That(Kinds(view, Gushi, Now + 1), Is.Empty);
        });
    }

    [Test]
    public void A_ban_in_all_rooms_holds_beside_a_newer_shadow_in_one()
    {
        var view = Restricted(new RestrictionFact { Viewer = Ann, Room = Gushi, Kind = "shadow" }, new RestrictionFact { Viewer = Ann, Kind = "ban" });

        Assert.Multiple(() =>
        {
            Assert.That(view.Restricts("ban", Ann, Gushi, Now), Is.True);
            Assert.That(view.Restricts("shadow", Ann, Gushi, Now), Is.True);
            Assert.That(view.Restricts("shadow", Ann, Festival, Now), Is.False);
            Assert.That(view.Restricts("ban", ViewerId.Parse("guest:bob"), Gushi, Now), Is.False);
        });
    }

    private static IEnumerable<string> Kinds(FactsView view, RoomId? room, long now) => view.Restrictions(Ann, room, now).Select(held => held.Kind);

    private static FactsView Restricted(params RestrictionFact[] restrictions) => new(Facts with { Restrictions = restrictions });
}
