using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Messages;
using Broadcast.Chat.Rooms;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Chat.Tests.Messages;

public sealed class PersonPaceTests
{
    private static readonly ViewerId Ann = ViewerId.Parse("guest:ann");

    [Test]
    public void A_person_has_one_pace_however_often_they_connect()
    {
        var time = new FakeTimeProvider();
        var pace = new PersonPace(Options.Create(new RoomOptions { ChatPerSecond = 1, ChatBurst = 3 }), time);

        var first = Enumerable.Range(0, 5).Count(_ => pace.TryAcquire(Ann));
        var other = pace.TryAcquire(ViewerId.Parse("guest:bob"));
        time.Advance(TimeSpan.FromSeconds(2));
        var later = Enumerable.Range(0, 5).Count(_ => pace.TryAcquire(Ann));

        Assert.That((first, other, later), Is.EqualTo((3, true, 2)));
    }

    [Test]
    public void Only_those_who_have_spoken_lately_are_remembered()
    {
        var time = new FakeTimeProvider();
        var pace = new PersonPace(Options.Create(new RoomOptions { ChatPerSecond = 1, ChatBurst = 3 }), time);

        for (var i = 0; i < 20_000; i++)
        {
            pace.TryAcquire(ViewerId.Parse($"guest:{i}"));
            time.Advance(TimeSpan.FromMilliseconds(2));
        }

        Assert.That(pace.Count, Is.LessThan(4_000));
    }
}
