using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Windows;

/// <summary>
/// What proves later that no entry of a window was changed, added or removed: SHA-256 of the entries' digests, each with a line feed behind it, in
/// ordinal order. Lower-case hex.
/// </summary>
internal static class EntryRoot
{
    private const int Page = 10_000;

    /// <summary>The root, and how many entries of each value there are. For a window that takes no more entries.</summary>
    public static async Task<(string Root, long[] Counts)> ReadAsync(FestivalDb database, BookWindow window, CancellationToken cancellation)
    {
        using var root = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (counts, after) = (new long[window.Values], "");
        while (true)
        {
            var page = await database.BookEntries.AsNoTracking().Where(entry => entry.Window == window.Id && string.Compare(entry.Digest, after) > 0)
                .OrderBy(entry => entry.Digest).Select(entry => new { entry.Digest, entry.Value }).Take(Page).ToListAsync(cancellation);
            foreach (var entry in page)
            {
                root.AppendData(Encoding.ASCII.GetBytes($"{entry.Digest}\n"));
                counts[entry.Value]++;
            }

            if (page.Count < Page)
                return (Convert.ToHexStringLower(root.GetHashAndReset()), counts);
            after = page[^1].Digest;
        }
    }
}
