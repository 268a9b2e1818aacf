using Broadcast.Api.Demo;
using Broadcast.Api.Demo.Audience;
using Broadcast.Chat.Spine.Text;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Tests.Demo.Audience;

public sealed class AudienceCastTests
{
    [TestCase(0, 0)]
    [TestCase(1, 2)]
    [TestCase(12, 20)]
    [TestCase(30, 20)]
    public void The_relays_room_has_more_viewers_than_a_stages_and_twenty_at_most(int perStage, int inRelay)
    {
        var rooms = AudienceCast.Of(perStage).GroupBy(guise => guise.Room.Value, StringComparer.Ordinal).ToDictionary(room => room.Key, room => room.Count(), StringComparer.Ordinal);

        Assert.Multiple(() =>
        {
            Assert.That(rooms.GetValueOrDefault(DemoProgramme.Id.Value), Is.EqualTo(inRelay));
            Assert.That(DemoProgramme.Stages.Select(stage => rooms.GetValueOrDefault(stage.Id)), Has.All.EqualTo(perStage));
        });
    }

    [Test]
    public void Both_languages_are_in_each_room_and_a_third_are_persons_who_can_win()
    {
        Assert.Multiple(() =>
        {
            foreach (var room in AudienceCast.Of(12).GroupBy(guise => guise.Room))
            {
                Assert.That(room.Count(guise => guise.Tongue == Tongue.Chinese), Is.EqualTo(room.Count() / 2));
                Assert.That(room.Count(guise => Caller.IsPerson(guise.Id)), Is.EqualTo((room.Count() + 1) / 3));
                Assert.That(room.Where(guise => guise.Greets).Select(guise => guise.Tongue), Is.EquivalentTo([Tongue.Chinese, Tongue.English]));
            }
        });
    }

    [Test]
    public void Names_are_one_of_a_kind_in_a_room_fit_into_a_ticket_and_say_that_they_are_simulated()
    {
        var cast = AudienceCast.Of(30);

        Assert.Multiple(() =>
        {
            Assert.That(cast.GroupBy(guise => guise.Room).SelectMany(room => room.GroupBy(guise => guise.Name, StringComparer.Ordinal).Where(named => named.Count() > 1)), Is.Empty);
            Assert.That(cast.Where(guise => PlainLine.Read(guise.Name, 20) is null), Is.Empty);
            Assert.That(cast.Where(guise => !guise.Name.EndsWith(AudienceNames.Mark(guise.Tongue), StringComparison.Ordinal)), Is.Empty);
            Assert.That(cast.Select(guise => guise.Id), Is.Unique);
        });
    }
}
