using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Windows;

/// <summary>
/// What proves later that no entry of a window was changed, added or removed: SHA-256 of the entries' digests, each with a line feed behind it, in
/// ordinal order, which is checked as they are read (<see cref="OrderedRoot"/>). Lower-case hex.
/// </summary>
internal static class EntryRoot
{
    private const int Page = 10_000;

    /// <summary>The root, and how many entries of each value there are. For a window that takes no more entries.</summary>
    /// <exception cref="InvalidOperationException">The database does not order digests as everybody else does.</exception>
    public static async Task<(string Root, long[] Counts)> ReadAsync(FestivalDb database, BookWindow window, CancellationToken cancellation)
    {
        using var root = new OrderedRoot($"the {window.Kind} {window.Id}");
        var counts = new long[window.Values];
        while (true)
        {
            var after = root.Last;
            var page = await database.BookEntries.AsNoTracking().Where(entry => entry.Window == window.Id && string.Compare(entry.Digest, after) > 0)
                .OrderBy(entry => entry.Digest).Select(entry => new { entry.Digest, entry.Value }).Take(Page).ToListAsync(cancellation);
            foreach (var entry in page)
            {
                root.Add(entry.Digest);
                counts[entry.Value]++;
            }

            if (page.Count < Page)
                return (root.Read(), counts);
        }
    }
}
