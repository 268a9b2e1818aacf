using System.Globalization;
using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Chat.Windows;

/// <summary>A step of a window that a room shows, as Shown.lua names it: <c>question.closed gushi.4f2a</c>, <c>question.paused gushi.4f2a 1</c>.</summary>
/// <param name="Kind">The window's kind.</param>
/// <param name="Name">One of those below.</param>
/// <param name="Id">The window.</param>
/// <param name="Pause">The number of the pause that begins or ends; 0 for other steps.</param>
internal readonly record struct WindowStep(string Kind, string Name, string Id, int Pause = 0)
{
    public const string Scheduled = "scheduled";
    public const string Cancelled = "cancelled";
    public const string Opened = "opened";
    public const string Paused = "paused";
    public const string Resumed = "resumed";
    public const string Closed = "closed";
    public const string Revealed = "revealed";
    public const string Settled = "settled";
    public const string Voided = "voided";

    /// <summary>The steps that end a window that was opened.</summary>
    public static readonly string[] Last = [Revealed, Settled, Voided];

    /// <summary>True for the first step that is told of a window.</summary>
    public bool Begins => Name is Scheduled or Opened;

    /// <summary>True for a step that gives an opened window its end: a result, or none for good.</summary>
    public bool Settles => Last.Contains(Name, StringComparer.Ordinal);

    /// <summary>True for a step that ends a window: one that settles it, or its cancelling before it opens.</summary>
    public bool Ends => Settles || Name == Cancelled;

    /// <summary>The order of pauses and their ends; 0 for other steps.</summary>
    public int PauseOrder => Pause == 0 ? 0 : (2 * Pause) + (Name == Resumed ? 1 : 0);

    /// <summary>The window, as a room's windows are told apart.</summary>
    public (string Kind, string Id) Window => (Kind, Id);

    /// <summary>Null for what is no step of a window.</summary>
    public static WindowStep? Of(IEventData data) =>
        data is IWindowEvent step && EventCatalog.NameOf(data).Split('.') is [var kind, var name] ? new WindowStep(kind, name, step.WindowId, step.PauseNumber) : null;

    /// <summary>Those among the fields of what a room shows.</summary>
    public static IReadOnlyList<WindowStep> In(IEnumerable<string> fields) => [.. fields.Select(Read).OfType<WindowStep>()];

    private static WindowStep? Read(string field) =>
        field.Split(' ') is [var type, var id, .. var rest] && type.Split('.') is [var kind, var name]
            ? new WindowStep(kind, name, id, rest is [var pause] ? int.Parse(pause, CultureInfo.InvariantCulture) : 0)
            : null;

    public override string ToString() => Pause == 0 ? $"{Kind}.{Name} {Id}" : string.Create(CultureInfo.InvariantCulture, $"{Kind}.{Name} {Id} {Pause}");
}
