using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Door;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Door;

/// <summary>How many likes one person may add.</summary>
internal sealed class LikePaceTests
{
    [Test]
    public void A_person_may_add_a_hundred_at_once_and_twenty_a_second()
    {
        var time = new FakeTimeProvider();
        var pace = new LikePace(time);
        var ann = ViewerId.Parse("guest:ann");

        var atOnce = Enumerable.Range(0, 10).Count(_ => pace.TryTake(ann, 20));
        time.Advance(TimeSpan.FromSeconds(3));
        var later = Enumerable.Range(0, 10).Count(_ => pace.TryTake(ann, 20));

        Assert.That((atOnce, later), Is.EqualTo((5, 3)));
        Assert.That(pace.TryTake(ViewerId.Parse("guest:bob"), 50), Is.True, "another person has their own");
    }

    [Test]
    public async Task A_program_that_likes_over_two_connections_is_refused()
    {
        await using var festival = await ChatFestival.StartAsync();
        var one = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        var two = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);

        var codes = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => RoomUser.CodeOfAsync((i % 2 == 0 ? one : two).Connection.InvokeAsync("Like", 50))));

        Assert.That(codes.Count(code => code is null), Is.GreaterThanOrEqualTo(2));
        Assert.That(codes, Has.Some.EqualTo("room.too_fast"));
    }
}
