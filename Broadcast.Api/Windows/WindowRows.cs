using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Windows;

internal static class WindowRows
{
    /// <summary>
    /// The window as it is now, tracked, which nobody else changes until the end of the open transaction; null when there is none. A first write makes
    /// all others wait, in every database.
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
