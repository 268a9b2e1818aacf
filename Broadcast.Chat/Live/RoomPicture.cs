using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Live;

/// <summary>
/// What a room shows, folded from its control events: the same events give the same picture on every node. Guarded by the room's lock.
/// </summary>
internal sealed class RoomPicture
{
    /// <summary>Windows of a kind that are kept at most; beyond them the oldest is forgotten, even when nobody has revealed it.</summary>
    private const int KeptOfAKind = 8;

    /// <summary>The same for those that are only scheduled.</summary>
    private const int ScheduledOfAKind = 32;

    private readonly List<KnownWindow> _windows = [];

    public RoomEvent? Pin { get; private set; }

    public RoomEvent? OnAir { get; private set; }

    /// <summary>The stage that a relay's room shows; null in other rooms and before the first cut.</summary>
    public StageId? Shown => (OnAir?.Data as StageOnAir)?.Stage;

    public RoomMode Mode { get; private set; } = RoomMode.Open;

    /// <summary>When the mode was set, Unix milliseconds; 0 when that is not known.</summary>
    public long ModeAt { get; private set; }

    /// <summary>When a product was pinned or unpinned, Unix milliseconds; 0 when that is not known.</summary>
    public long PinAt { get; private set; }

    public IReadOnlyList<WindowRef> Windows => [.. _windows.Select(window => window.Ref)];

    /// <summary>The windows that are shown and not voided.</summary>
    public IReadOnlyList<ShownWindow> Undecided =>
    [
        .. from window in _windows
           where window.Find(WindowStep.Voided) is null
           from item in window.Events
           where WindowStep.Of(item.Data) is { Begins: true }
           select new ShownWindow(window.Ref, item, (IWindowEvent)item.Data, window.Find(WindowStep.Revealed)),
    ];

    /// <summary>The events of the windows of a kind, in order.</summary>
    public IReadOnlyList<RoomEvent> EventsOf(string kind) =>
        [.. _windows.Where(window => window.Ref.Kind == kind).SelectMany(window => window.Events).OrderBy(item => item.Offset)];

    public void Apply(RoomEvent item)
    {
        switch (item.Data)
        {
            case ProductPinned:
                (Pin, PinAt) = (item, item.At);
                break;
            case ProductUnpinned unpinned when Pin?.Data is ProductPinned pinned && pinned.Pin == unpinned.Pin:
                (Pin, PinAt) = (null, item.At);
                break;
            case RoomModeSet set:
                (Mode, ModeAt) = (set.Mode, item.At);
                break;
            case StageOnAir:
                OnAir = item;
                break;
            case IWindowEvent step when WindowStep.Of(step) is { } taken:
                Take(new WindowRef(step.Stage.Room, taken.Kind, taken.Id), taken, item);
                break;
        }
    }

    /// <summary>What was only scheduled is shown until it opens or ends.</summary>
    private void Take(WindowRef window, WindowStep step, RoomEvent item)
    {
        var known = _windows.Find(other => other.Ref == window);
        if (known is { Scheduled: true })
        {
            _windows.Remove(known);
            if (!step.Begins)
                return;
            known = null;
        }
        else if (known is { Settled: true } && step.Name == WindowStep.Opened)
        {
            // A database that was restored tells its windows again from the beginning.
            _windows.Remove(known);
            known = null;
        }

        if (known is null ? step.Begins || step.Name == WindowStep.Voided : step.Name is not (WindowStep.Cancelled or WindowStep.Scheduled))
            Take(known ?? Add(window, step), step, item);
    }

    private KnownWindow Add(WindowRef window, WindowStep step)
    {
        var added = new KnownWindow(window, step.Name == WindowStep.Scheduled);
        _windows.Add(added);
        var alike = _windows.Where(other => other.Ref.Kind == window.Kind && other.Scheduled == added.Scheduled).ToList();
        if (alike.Count > (added.Scheduled ? ScheduledOfAKind : KeptOfAKind))
            _windows.Remove(alike[0]);
        return added;
    }

    /// <summary>
    /// Of pauses and their ends only the last one is still shown, of a step that was told again the last telling, and of the windows with a result
    /// the last one of their kind. Of a window that was lost before it opened it is shown that it is voided, beside that result.
    /// </summary>
    private void Take(KnownWindow window, WindowStep step, RoomEvent item)
    {
        window.Events.RemoveAll(other => WindowStep.Of(other.Data) is { } before && (before == step || (step.Pause > 0 && before.Pause > 0)));
        window.Events.Add(item);
        if (step.Settles && window.Find(WindowStep.Opened) is not null)
            _windows.RemoveAll(other => other != window && other.Ref.Kind == window.Ref.Kind && other.Settled);
    }

    private sealed class KnownWindow(WindowRef window, bool scheduled)
    {
        public WindowRef Ref { get; } = window;

        public bool Scheduled { get; } = scheduled;

        public List<RoomEvent> Events { get; } = [];

        public bool Settled => Events.Exists(item => WindowStep.Of(item.Data) is { Settles: true });

        public RoomEvent? Find(string step) => Events.Find(item => WindowStep.Of(item.Data)?.Name == step);
    }
}
