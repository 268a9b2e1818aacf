using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Live;

[Parallelizable(ParallelScope.All)]
public sealed class JoinTests
{
    [Test]
    public async Task What_is_said_reaches_everyone_in_the_room_and_nobody_else()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        var bob = await festival.GuestAsync("bob", ChatFestival.Gushi.Room);
        var cai = await festival.GuestAsync("cai", ChatFestival.Zhanyi.Room);

        await ann.SayAsync("  早上好\n大家 ");

        await bob.HearsAsync<ChatSaid>(said => said.Text == "早上好 大家");
        await ann.HearsAsync<ChatSaid>();
        await cai.SayAsync("elsewhere");
        await cai.HearsAsync<ChatSaid>();
        Assert.Multiple(() =>
        {
            Assert.That(cai.Heard<ChatSaid>().Select(said => said.Text), Is.EqualTo(["elsewhere"]));
            Assert.That(bob.Events[0].By!.Name, Is.EqualTo("ann"));
            Assert.That(ann.Faults.Concat(bob.Faults).Concat(cai.Faults), Is.Empty);
        });
    }

    [Test]
    public async Task A_connection_without_a_token_gets_401()
    {
        await using var festival = await ChatFestival.StartAsync();
        using var http = festival.Http();

        using var answer = await http.PostAsync(new Uri("/hubs/room/negotiate?negotiateVersion=1", UriKind.Relative), null);

        Assert.That((int)answer.StatusCode, Is.EqualTo(401));
    }

    [Test]
    public async Task Joining_an_unknown_room_is_refused_with_room_unknown()
    {
        await using var festival = await ChatFestival.StartAsync();
        var user = await festival.UserAsync(festival.GuestToken("ann"));

        var code = await RoomUser.CodeOfAsync(user.JoinAsync(RoomId.Parse("nowhere")));

        Assert.That(code, Is.EqualTo("room.unknown"));
    }

    [Test]
    public async Task Two_nodes_show_one_room()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room, node: 0);
        var bob = await festival.GuestAsync("bob", ChatFestival.Gushi.Room, node: 1);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? ann.SayAsync($"a{i}") : bob.SayAsync($"b{i}")));

        await Eventually.TrueAsync(() => ann.Events.Count == 20 && bob.Events.Count == 20, "both hear everything");
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 2 && bob.Counts!.Viewers == 2, "both nodes count two viewers");
        Assert.Multiple(() =>
        {
            Assert.That(bob.Heard<ChatSaid>(), Is.EqualTo(ann.Heard<ChatSaid>()));
            Assert.That(ann.Faults.Concat(bob.Faults), Is.Empty);
        });
    }

    [Test]
    public async Task One_person_with_several_tabs_is_one_viewer()
    {
        await using var festival = await ChatFestival.StartAsync();
        var first = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        await festival.GuestAsync("bob", ChatFestival.Gushi.Room);

        await Eventually.TrueAsync(() => first.Counts!.Viewers > 1, "the count grows");

        Assert.That(first.Counts!.Viewers, Is.EqualTo(2));
    }

    [Test]
    public async Task Likes_add_up_over_nodes()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room, node: 0);
        var bob = await festival.GuestAsync("bob", ChatFestival.Gushi.Room, node: 1);

        await ann.Connection.InvokeAsync("Like", 7);
        await bob.Connection.InvokeAsync("Like", 5);

        await Eventually.TrueAsync(() => ann.Counts!.Likes == 12 && bob.Counts!.Likes == 12, "twelve likes everywhere");
    }

    [Test]
    public async Task Joining_another_room_leaves_the_first()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        var bob = await festival.GuestAsync("bob", ChatFestival.Gushi.Room);
        await ann.JoinAsync(ChatFestival.Zhanyi.Room);

        await bob.SayAsync("still here");
        await bob.HearsAsync<ChatSaid>();
        await ann.SayAsync("over there");
        await ann.HearsAsync<ChatSaid>();

        Assert.That(ann.Heard<ChatSaid>().Select(said => said.Text), Is.EqualTo(["over there"]));
    }
}
