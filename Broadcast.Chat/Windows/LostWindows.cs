using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;

namespace Broadcast.Chat.Windows;

/// <summary>Recovers the windows of a log that is gone, if Redis has lost them with it. Each kind knows how.</summary>
internal sealed class LostWindows(IEnumerable<IWindowKind> kinds)
{
    private readonly Dictionary<string, IWindowKind> _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>Returns those that are not decided yet: to be tried again.</summary>
    /// <param name="room">The room whose log began anew; a stage's or a relay's.</param>
    /// <param name="shown">What it showed.</param>
    public async Task<IReadOnlyList<ShownWindow>> RecoverAsync(RoomId room, IEnumerable<ShownWindow> shown)
    {
        var open = new List<ShownWindow>();
        foreach (var window in shown)
        {
            if (!await IsDecidedAsync(room, window))
                open.Add(window);
        }

        return open;
    }

    private async Task<bool> IsDecidedAsync(RoomId room, ShownWindow shown)
    {
        try
        {
            return !_kinds.TryGetValue(shown.Ref.Kind, out var kind) || await kind.RecoverAsync(room, shown);
        }
        catch (Exception exception) when (RoomFailure.Of(exception) is not null)
        {
            // The stage's Redis is away, or too many outcomes wait. Meanwhile the others go on.
            return false;
        }
    }
}
