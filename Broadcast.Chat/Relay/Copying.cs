using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;

namespace Broadcast.Chat.Relay;

/// <summary>One round of copying: gathers the copies and what the projection becomes with them.</summary>
internal sealed class Copying(Projection before)
{
    private const int QuestionsFollowed = 8;
    private readonly Dictionary<StageId, FollowedStage> _stages = new(before.Stages);
    private readonly List<NewEvent> _copies = [];

    public StageId? Shown { get; set; } = before.Shown;

    public ProductUnpinned? Pin { get; private set; } = before.Pin;

    public IReadOnlyList<NewEvent> Copies => _copies;

    public IEnumerable<StageId> Followed => [.. _stages.Keys];

    public Position? PositionOf(StageId stage) => _stages.GetValueOrDefault(stage)?.Position;

    public bool Follows(StageId stage, QuestionId question) => _stages.GetValueOrDefault(stage)?.Questions.Contains(question) == true;

    public void MoveTo(StageId stage, Position position) =>
        _stages[stage] = (_stages.GetValueOrDefault(stage) ?? new FollowedStage { Position = position }) with { Position = position };

    /// <summary>Stages that are not on air are followed only for their unsettled questions.</summary>
    public void ForgetSettled()
    {
        foreach (var (stage, followed) in _stages.ToList())
        {
            if (stage != Shown && followed.Questions.Count == 0)
                _stages.Remove(stage);
        }
    }

    /// <summary>Copies a stage's event; in the picture of the relay it comes not before the cut to its stage.</summary>
    public void Add(StageId stage, RoomEvent item, long since)
    {
        var showAt = item.ShowAt is { } time && stage == Shown ? Math.Max(time, since) : item.ShowAt;
        _copies.Add(new NewEvent(item.Data, showAt, item.By));
        switch (item.Data)
        {
            case ProductPinned pinned:
                Pin = new ProductUnpinned { Pin = pinned.Pin, Stage = pinned.Stage };
                break;
            case ProductUnpinned:
                Pin = null;
                break;
            case QuestionOpened opened:
                Follow(stage, [.. Questions(stage).TakeLast(QuestionsFollowed - 1), opened.Id]);
                break;
            case QuestionRevealed revealed:
                Follow(stage, [.. Questions(stage).Where(id => id != revealed.Id)]);
                break;
            case QuestionVoided voided:
                Follow(stage, [.. Questions(stage).Where(id => id != voided.Id)]);
                break;
        }
    }

    /// <summary>The relay leaves the stage whose pin it shows, for one without.</summary>
    public void EndPin(long? since)
    {
        if (Pin is null)
            return;

        _copies.Add(new NewEvent(Pin, since));
        Pin = null;
    }

    public Projection After() => before with { Shown = Shown, Pin = Pin, Stages = _stages };

    private IReadOnlyList<QuestionId> Questions(StageId stage) => _stages.GetValueOrDefault(stage)?.Questions ?? [];

    private void Follow(StageId stage, IReadOnlyList<QuestionId> questions) => _stages[stage] = _stages[stage] with { Questions = questions };
}
