using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Relay;

/// <summary>
/// One round of copying: gathers the copies and what the projection becomes with them. Adds only what the relay's room does not show yet.
/// </summary>
internal sealed class Copying(Projection before, RelayPicture picture)
{
    private const int ResultsKept = 32;
    private static readonly EventAuthor Rule = Actor.Rule(Rules.RelayCopy).Author;
    private readonly Dictionary<StageId, Position> _places = new(before.Places);
    private readonly List<string> _results = [.. before.Results];
    private readonly List<NewEvent> _copies = [];

    public StageId? Shown { get; set; } = before.Shown;

    public IReadOnlyList<NewEvent> Copies => _copies;

    /// <summary>Stages that are not on air are followed only for their windows without a result.</summary>
    public IReadOnlyList<StageId> Followed => picture.Waiting;

    public Position? PlaceOf(StageId stage) => _places.GetValueOrDefault(stage);

    public void MoveTo(StageId stage, Position place) => _places[stage] = place;

    /// <summary>True for a window that the room was told of, also when it has moved on since.</summary>
    public bool Knows((string Kind, string Id) window) => picture.Shows(window) || _results.Contains(window.Id);

    /// <inheritdoc cref="RelayPicture.Lacks(WindowStep)"/>
    public bool Lacks(WindowStep step) => (!step.Begins || picture.Shows(step.Window)) && picture.Lacks(step);

    /// <summary>Copies a stage's event; in the picture of the relay it comes not before the cut to its stage.</summary>
    public void Add(StageId stage, RoomEvent item, long since)
    {
        if (!picture.Lacks(item.Data) || (WindowStep.Of(item.Data) is { Begins: true, Id: var known } && _results.Contains(known)))
            return;

        var showAt = item.ShowAt is { } time && stage == Shown ? Math.Max(time, since) : item.ShowAt;
        Add(new NewEvent(item.Data, showAt, item.By ?? Rule));
    }

    /// <summary>The stage on air shows no pin, and the relay's room does.</summary>
    public void EndPin(long since)
    {
        if (picture.Pin is { } pin)
            Add(new NewEvent(pin, since, Rule));
    }

    public Projection After()
    {
        var followed = Followed;
        foreach (var stage in _places.Keys.Where(stage => stage != Shown && !followed.Contains(stage)).ToList())
            _places.Remove(stage);
        return new Projection { Shown = Shown, Places = _places, Results = [.. _results.TakeLast(ResultsKept)] };
    }

    private void Add(NewEvent copy)
    {
        _copies.Add(copy);
        picture.Add(copy.Data);
        if (WindowStep.Of(copy.Data) is { Ends: true, Id: var ended })
            _results.Add(ended);
    }
}
