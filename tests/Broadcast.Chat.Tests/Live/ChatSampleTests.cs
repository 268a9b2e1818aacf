using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Live;
using CsCheck;

namespace Broadcast.Chat.Tests.Live;

public sealed class ChatSampleTests
{
    private static readonly Gen<List<RoomEvent>> Frames =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 9]).List[0, 120].Select(items => items.Select((item, i) => Item(i + 1, $"p{item.Item1}", item.Item2)).ToList());

    [Test]
    public void Control_stays_and_chat_is_cut_to_the_limit_in_order() =>
        Gen.Select(Frames, Gen.Int[1, 60]).Sample((events, limit) =>
        {
            var cut = new List<RoomEvent>(events);
            ChatSample.Cut(cut, limit);
            return cut.Where(item => item.Type != EventTypes.Chat).SequenceEqual(events.Where(item => item.Type != EventTypes.Chat))
                && cut.Count(item => item.Type == EventTypes.Chat) == Math.Min(limit, events.Count(item => item.Type == EventTypes.Chat))
                && cut.Select(item => item.Offset).SequenceEqual(cut.Select(item => item.Offset).Order());
        });

    /// <summary>Each person has all their messages shown, or at most one fewer than the person with the most.</summary>
    [Test]
    public void Everybody_gets_as_much_as_those_who_write_most() =>
        Gen.Select(Frames, Gen.Int[1, 60]).Sample((events, limit) =>
        {
            var said = Viewers(events);
            ChatSample.Cut(events, limit);
            var shown = Viewers(events);
            var most = shown.Values.DefaultIfEmpty(0).Max();
            return said.All(person => shown.GetValueOrDefault(person.Key) >= Math.Min(person.Value, most - 1));
        });

    [Test]
    public void Staff_are_shown_before_viewers()
    {
        var events = Enumerable.Range(1, 50).Select(i => Item(i, "guest", 1)).Append(Item(51, "anchor", 9)).ToList();

        ChatSample.Cut(events, 1);

        Assert.That(events.Single().By!.Role, Is.EqualTo("anchor"));
    }

    private static Dictionary<ViewerId, int> Viewers(List<RoomEvent> events) =>
        events.Where(item => item.By is { Role: null }).GroupBy(item => item.By!.Id).ToDictionary(person => person.Key, person => person.Count());

    /// <summary>Kind 0 is a control event, 9 a message of staff, any other a message of a viewer.</summary>
    private static RoomEvent Item(long offset, string name, int kind) => kind == 0
        ? new RoomEvent { Offset = offset, Type = EventTypes.Slate, At = 0, Data = new SlateShown { Showing = true } }
        : new RoomEvent
        {
            Offset = offset,
            Type = EventTypes.Chat,
            At = 0,
            By = new EventAuthor { Id = ViewerId.Parse($"guest:{name}"), Name = name, Role = kind == 9 ? "anchor" : null },
            Data = new ChatSaid { Text = "" },
        };
}
