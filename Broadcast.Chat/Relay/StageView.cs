using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Windows;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Relay;

/// <summary>What a stage shows, at one place of its log.</summary>
/// <param name="End">The log's end; an empty epoch when there is no log yet.</param>
/// <param name="Past">The earlier epochs of the log.</param>
/// <param name="Pin">The event that pinned its product; null when nothing is pinned.</param>
/// <param name="Open">The windows that take entries.</param>
/// <param name="Steps">What became of the windows that it shows.</param>
internal sealed record StageView(Position End, PastEpochs Past, RoomEvent? Pin, IReadOnlyList<WindowRef> Open, IReadOnlyList<WindowStep> Steps)
{
    /// <summary>The steps that opened windows which the database keeps and which have no result yet.</summary>
    public IEnumerable<WindowStep> OpenInBook => Steps.Where(step =>
        step.Name == WindowStep.Opened && BookKinds.All.Contains(step.Kind, StringComparer.Ordinal) && !Steps.Any(other => other.Window == step.Window && other.Settles));

    /// <summary>
    /// The last offset up to which the log is the one that <paramref name="place"/> was a place of: what is behind it is new. Null for a log
    /// that began anew, or has lost events.
    /// </summary>
    public long? SharedWith(Position? place)
    {
        if (place is null)
            return null;
        if (place.Epoch.Length == 0)
            return 0;

        var end = place.Epoch == End.Epoch ? End.Offset : Past.EndOf(place.Epoch);
        return end is { } last ? Math.Min(place.Offset, last) : null;
    }
}
