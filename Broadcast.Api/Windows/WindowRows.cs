using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Windows;

internal static class WindowRows
{
    /// <summary>
    /// Locks a window's row until the open transaction ends, and returns the window as it is then, tracked; null when there is none. The lock is a
    /// write, because that makes all others wait in every database.
    /// </summary>
    public static async Task<BookWindow?> LockAsync(this FestivalDb database, string id, CancellationToken cancellation)
    {
        if (await database.BookWindows.Where(window => window.Id == id)
                .ExecuteUpdateAsync(window => window.SetProperty(row => row.At, row => row.At), cancellation) == 0)
            return null;

        // One that is tracked from before would stay as it was.
        if (database.BookWindows.Local.FindEntry(id) is { } tracked)
            await tracked.ReloadAsync(cancellation);
        return await database.BookWindows.SingleAsync(window => window.Id == id, cancellation);
    }
}
