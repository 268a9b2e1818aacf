using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Relay;

/// <summary>
/// What a relay's room shows, as its own log says: what it was told, and has not lost. The copies of a round are added to it. Not
/// thread-safe.
/// </summary>
internal sealed class RelayPicture(RoomEvent? onAir, RoomEvent? pin, IEnumerable<WindowStep> steps)
{
    private readonly HashSet<WindowStep> _steps = [.. steps];

    /// <summary>What the room says is on air; null while it says nothing.</summary>
    public RoomEvent? OnAir { get; } = onAir;

    /// <summary>The event that would end the pin that it shows; null when it shows none.</summary>
    public ProductUnpinned? Pin { get; private set; } = pin?.Data is ProductPinned pinned ? EndOf(pinned) : null;

    /// <summary>The stages whose windows it shows without a result.</summary>
    public IReadOnlyList<StageId> Waiting =>
        [.. _steps.Where(step => step.Begins && Waits(step.Window)).Select(step => StageOf(step.Id)).OfType<StageId>().Distinct()];

    /// <summary>True for a window that was opened here, or scheduled.</summary>
    public bool Shows((string Kind, string Id) window) => Has(window, WindowStep.Opened) || Has(window, WindowStep.Scheduled);

    /// <summary>True for an event that changes the picture: it was not told, or is lost, and what it belongs to is shown.</summary>
    public bool Lacks(IEventData data) => data switch
    {
        ProductPinned pinned => Pin?.Pin != pinned.Pin,
        ProductUnpinned unpinned => Pin?.Pin == unpinned.Pin,
        _ => WindowStep.Of(data) is { } step && Lacks(step),
    };

    /// <inheritdoc cref="Lacks(IEventData)"/>
    public bool Lacks(WindowStep step) =>
        (step.Begins && !Shows(step.Window))
        || (step.Name != WindowStep.Scheduled && Waits(step.Window) && !_steps.Contains(step) && (step.Pause == 0 || step.PauseOrder > LastPause(step.Window)));

    public void Add(IEventData data)
    {
        if (data is ProductPinned pinned)
            Pin = EndOf(pinned);
        else if (data is ProductUnpinned)
            Pin = null;
        else if (WindowStep.Of(data) is { } step)
            _steps.Add(step);
    }

    private int LastPause((string Kind, string Id) window) => _steps.Where(step => step.Window == window).Max(step => step.PauseOrder);

    private bool Waits((string Kind, string Id) window) =>
        Shows(window) && !Has(window, WindowStep.Cancelled) && !WindowStep.Last.Any(last => Has(window, last));

    private bool Has((string Kind, string Id) window, string name) => _steps.Contains(new WindowStep(window.Kind, name, window.Id));

    /// <summary>The ids of windows begin with their stage.</summary>
    private static StageId? StageOf(string window) => StageId.TryParse(window.Split('.')[0], null, out var stage) ? stage : null;

    private static ProductUnpinned EndOf(ProductPinned pinned) => new() { Pin = pinned.Pin, Stage = pinned.Stage };
}
