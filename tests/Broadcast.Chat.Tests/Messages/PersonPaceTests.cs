using Broadcast.Chat.Contracts;
using Broadcast.Chat.Messages;
using Broadcast.Chat.Rooms;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Chat.Tests.Messages;

public sealed class PersonPaceTests
{
    private static readonly ViewerId Ann = ViewerId.Parse("guest:ann");

    [Test]
    public void A_person_talks_at_one_pace_however_often_they_come()
    {
        var time = new FakeTimeProvider();
        var pace = new PersonPace(Options.Create(new RoomOptions { ChatPerSecond = 1, ChatBurst = 3 }), time);

        var first = Enumerable.Range(0, 5).Count(_ => pace.TryTake(Ann));
        var other = pace.TryTake(ViewerId.Parse("guest:bob"));
        time.Advance(TimeSpan.FromSeconds(2));
        var later = Enumerable.Range(0, 5).Count(_ => pace.TryTake(Ann));

        Assert.That((first, other, later), Is.EqualTo((3, true, 2)));
    }

    [Test]
    public void Only_those_who_have_spoken_lately_are_remembered()
    {
        var time = new FakeTimeProvider();
        var pace = new PersonPace(Options.Create(new RoomOptions { ChatPerSecond = 1, ChatBurst = 3 }), time);

        for (var i = 0; i < 20_000; i++)
        {
            pace.TryTake(ViewerId.Parse($"guest:{i}"));
            time.Advance(TimeSpan.FromMilliseconds(2));
        }

        Assert.That(pace.Count, Is.LessThan(4_000));
    }
}
