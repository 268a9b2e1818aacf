using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Relay;

/// <summary>
/// What a relay's room shows, as its own log says: what it was told, and has not lost. The copies of a round are added to it. Not
/// thread-safe.
/// </summary>
internal sealed class RelayPicture(RoomEvent? onAir, RoomEvent? pin, IEnumerable<QuestionStep> steps)
{
    private readonly HashSet<QuestionStep> _steps = [.. steps];

    /// <summary>What the room says is on air; null while it says nothing.</summary>
    public RoomEvent? OnAir { get; } = onAir;

    /// <summary>The event that would end the pin that it shows; null when it shows none.</summary>
    public ProductUnpinned? Pin { get; private set; } = pin?.Data is ProductPinned pinned ? EndOf(pinned) : null;

    /// <summary>The stages whose questions it shows without a result.</summary>
    public IReadOnlyList<StageId> Waiting =>
        [.. _steps.Where(step => step.Opens && Waits(step.Question)).Select(step => step.Question.Stage).OfType<StageId>().Distinct()];

    public bool Shows(QuestionId question) => _steps.Contains(new QuestionStep(EventTypes.QuestionOpened, question));

    /// <summary>True for an event that changes the picture: it was not told, or is lost, and what it belongs to is shown.</summary>
    public bool Lacks(IEventData data) => data switch
    {
        ProductPinned pinned => Pin?.Pin != pinned.Pin,
        ProductUnpinned unpinned => Pin?.Pin == unpinned.Pin,
        _ => QuestionStep.Of(data) is { } step && Lacks(step),
    };

    /// <inheritdoc cref="Lacks(IEventData)"/>
    public bool Lacks(QuestionStep step) => step.Opens ? !Shows(step.Question) : Waits(step.Question) && !_steps.Contains(step);

    public void Add(IEventData data)
    {
        if (data is ProductPinned pinned)
            Pin = EndOf(pinned);
        else if (data is ProductUnpinned)
            Pin = null;
        else if (QuestionStep.Of(data) is { } step)
            _steps.Add(step);
    }

    private bool Waits(QuestionId question) =>
        Shows(question)
        && !_steps.Contains(new QuestionStep(EventTypes.QuestionRevealed, question)) && !_steps.Contains(new QuestionStep(EventTypes.QuestionVoided, question));

    private static ProductUnpinned EndOf(ProductPinned pinned) => new() { Pin = pinned.Pin, Stage = pinned.Stage };
}
