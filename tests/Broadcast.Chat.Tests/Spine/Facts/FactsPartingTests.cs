using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Spine.Facts;

namespace Broadcast.Chat.Tests.Spine.Facts;

internal sealed class FactsPartingTests
{
    private static readonly ProductCard Goose = new() { Id = ProductId.Parse("goose"), Name = "鹅", Price = 9900, Currency = "CNY", Url = "/goose" };
    private static readonly FestivalFacts Facts = FactsRig.Facts(7, "gushi", "zhanyi") with
    {
        Lineage = 12,
        Relays = [new RelayFact { Channel = ChannelId.Parse("festival"), Name = "丰收节", NameEn = "Festival", RundownRevision = 1, Slots = [] }],
        RevokedSessions = ["ended"],
        RevokedPersons = [new RevokedPersonFact { Viewer = ViewerId.Parse("person:1"), IssuedUntil = 9 }],
        Words = [new WordRule { Text = "赌场", Action = WordActions.Mask }],
        Restrictions = [new RestrictionFact { Viewer = ViewerId.Parse("guest:ann"), Kind = "ban" }],
        Modes = [new ModeFact { Room = RoomId.Parse("gushi"), Mode = RoomMode.Open with { Chat = ChatModes.Staff }, Since = 3 }],
        Pins = [new PinFact { Stage = StageId.Parse("gushi"), Pin = PinId.Parse("gushi.p1"), Product = Goose, Since = 4 }],
        Platforms = [new PlatformFact { Id = "t-1", Channel = ChannelId.Parse("gushi"), SealedUrl = "c2VhbGVk" }],
    };

    [Test]
    public void Facts_taken_apart_and_put_together_are_the_same()
    {
        var again = FactsParting.Join(FactsStamp.Of(Facts), FactsParting.Split(Facts));

        Assert.That(Json(again), Is.EqualTo(Json(Facts)));
    }

    [Test]
    public void What_changes_together_is_one_part_and_leaves_the_others_as_they_are()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Changed(Facts with { Revision = 8, Epoch = "two", Lineage = 13 }), Is.Empty);
            Assert.That(Changed(Facts with { Stages = [] }), Is.EqualTo([FactsParts.Programme]));
            Assert.That(Changed(Facts with { RevokedSessions = [] }), Is.EqualTo([FactsParts.People]));
            Assert.That(Changed(Facts with { RevokedPersons = [] }), Is.EqualTo([FactsParts.People]));
            Assert.That(Changed(Facts with { Words = [] }), Is.EqualTo([FactsParts.Words]));
            Assert.That(Changed(Facts with { Restrictions = [] }), Is.EqualTo([FactsParts.Restrictions]));
            Assert.That(Changed(Facts with { Modes = [] }), Is.EqualTo([FactsParts.Rooms]));
            Assert.That(Changed(Facts with { Pins = [] }), Is.EqualTo([FactsParts.Rooms]));
            Assert.That(Changed(Facts with { Platforms = [] }), Is.EqualTo([FactsParts.Platforms]));
        });
    }

    private static IEnumerable<string> Changed(FestivalFacts after) =>
        FactsParting.Split(Facts).Zip(FactsParting.Split(after)).Where(pair => pair.First.Version != pair.Second.Version).Select(pair => pair.First.Name);

    private static string Json(FestivalFacts facts) => System.Text.Json.JsonSerializer.Serialize(facts, ContractJson.Options);
}
