using System.Net;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Pace;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Persons;

/// <summary>
/// How many codes may be sent. Who asks is counted by address and network, in each process for itself; what concerns others, the one whose
/// telephone rings and the one who pays, is counted in the database, in hours and days of UTC. Any thread may call.
/// </summary>
internal sealed class CodeLimits(IDbContextFactory<FestivalDb> databases, IOptions<PersonOptions> options, TimeProvider time)
{
    private const int MostRemembered = 100_000;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Lazy<KeyedBuckets<IPAddress>> _addresses = new(() => PerHour(options.Value.CodesPerAddress, time));
    private readonly Lazy<KeyedBuckets<IPNetwork>> _networks = new(() => new KeyedBuckets<IPNetwork>(options.Value.CodesPerNetwork / Hour.TotalSeconds, options.Value.CodesPerNetwork, MostRemembered, time));

    /// <summary>Takes a place for one code; null when there is one, else after how long to ask again.</summary>
    /// <param name="address">Who asks.</param>
    /// <param name="contact">The destination, as it is stored.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public async Task<TimeSpan?> TakeAsync(IPAddress? address, string contact, CancellationToken cancellation)
    {
        var limits = options.Value;
        if (!_addresses.Value.TryAcquire(AddressPrefix.Of(address)))
            return Hour / limits.CodesPerAddress;
        if (!_networks.Value.TryAcquire(NetworkOf(address)))
            return Hour / limits.CodesPerNetwork;

        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await CountAsync(database, contact, Hour, limits.CodesPerDestination, cancellation)
            ?? await CountAsync(database, CodeCount.All, Day, limits.CodesPerDay, cancellation);
    }

    /// <summary>The /24 of an IPv4 address, the /48 of an IPv6 address.</summary>
    public static IPNetwork NetworkOf(IPAddress? address)
    {
        var bytes = AddressPrefix.Of(address).GetAddressBytes();
        var kept = bytes.Length == 4 ? 3 : 6;
        bytes.AsSpan(kept).Clear();
        return new IPNetwork(new IPAddress(bytes), kept * 8);
    }

    /// <summary>Counts one more in the period of now, if fewer than <paramref name="most"/> were sent in it; else the time until the next one.</summary>
    private async Task<TimeSpan?> CountAsync(FestivalDb database, string subject, TimeSpan period, int most, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var until = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % period.Ticks) + period.Ticks, TimeSpan.Zero);
        var count = database.CodeCounts.Where(count => count.Subject == subject && count.Until == until);
        // Twice: who inserts the row at the same moment as somebody else finds theirs then.
        for (var first = true; ; first = false)
        {
            // One statement: the database lets no two processes count to the same number.
            if (await count.Where(known => known.Sent < most).ExecuteUpdateAsync(known => known.SetProperty(row => row.Sent, row => row.Sent + 1), cancellation) > 0)
                return null;
            if (await count.AnyAsync(cancellation))
                return until - now;

            try
            {
                await database.CodeCounts.Where(old => old.Until <= now).ExecuteDeleteAsync(cancellation);
                database.CodeCounts.Add(new CodeCount { Subject = subject, Until = until, Sent = 1 });
                await database.SaveChangesAsync(cancellation);
                return null;
            }
            catch (DbUpdateException) when (first)
            {
                database.ChangeTracker.Clear();
            }
        }
    }

    private static KeyedBuckets<IPAddress> PerHour(int most, TimeProvider time) => new(most / Hour.TotalSeconds, most, MostRemembered, time);
}
