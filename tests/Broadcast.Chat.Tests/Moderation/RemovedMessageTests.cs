using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Moderation;

/// <summary>Messages that a moderator removes.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RemovedMessageTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    [Test]
    public async Task A_removed_message_goes_from_every_screen_and_from_the_history()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var ann = await festival.GuestAsync("ann", Room);
        var anchor = await festival.AnchorAsync(Room, node: 1);
        var said = await ann.SayAsync("rude");
        await ann.SayAsync("kind");
        await anchor.HearsAsync<ChatSaid>(chat => chat.Text == "kind");

        await anchor.RemoveAsync(Room, said.Offset);

        await ann.HearsAsync<ChatRemoved>(removed => removed.Offset == said.Offset);
        await anchor.HearsAsync<ChatRemoved>();
        var late = new[] { await festival.GuestAsync("bob", Room), await festival.GuestAsync("bob", Room, node: 1) };
        var fresh = await festival.AddNodeAsync();
        await using var fromRedis = await RoomUser.ConnectAsync(new Uri(ChatFestival.Address(fresh), "/hubs/room"), festival.GuestToken("eve"));
        await fromRedis.JoinAsync(Room);
        Assert.Multiple(() =>
        {
            foreach (var user in (RoomUser[])[.. late, fromRedis])
                Assert.That(user.Heard<ChatSaid>().Select(chat => chat.Text), Is.EqualTo(["kind"]));
        });
        Assert.That(await RoomUser.CodeOfAsync(anchor.RemoveAsync(Room, said.Offset)), Is.EqualTo("chat.unknown"));
    }

    [Test]
    public async Task Who_resumes_from_before_a_removed_message_gets_its_removal_and_no_hole()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var anchor = await festival.AnchorAsync(Room);
        await anchor.SayAsync("first");
        await ann.HearsAsync<ChatSaid>();
        await ann.CutAsync();
        var rude = await anchor.SayAsync("rude");
        await anchor.RemoveAsync(Room, rude.Offset);
        await anchor.HearsAsync<ChatRemoved>();

        await ann.ComeBackAsync(new Uri(festival.Address(), "/hubs/room"), festival.GuestToken("ann"));

        Assert.Multiple(() =>
        {
            Assert.That(ann.Heard<ChatSaid>().Select(chat => chat.Text), Is.EqualTo(["first"]));
            Assert.That(ann.Heard<ChatRemoved>().Select(removed => removed.Offset), Is.EqualTo([rude.Offset]));
            Assert.That((ann.Resyncs, ann.Skipped), Is.EqualTo((0, 1L)));
            Assert.That(ann.Faults, Is.Empty);
        });
    }
}
