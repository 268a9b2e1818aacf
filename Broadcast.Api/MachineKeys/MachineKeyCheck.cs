using System.Net;
using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Pace;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.MachineKeys;

/// <summary>
/// Tells whom a machine key names. An address (of IPv6 its /64) that has sent too many wrong ones is not listened to for some seconds, so that
/// guessing costs the database nothing. Each process counts by itself. Any thread may call.
/// </summary>
internal sealed class MachineKeyCheck(IDbContextFactory<FestivalDb> databases, ApiRefusals refusals, TimeProvider time)
{
    /// <summary>Seconds until an address that has sent too many wrong keys may send one more.</summary>
    public const int Pause = 3;

    private const int WrongAtOnce = 20;

    /// <summary>Addresses that are remembered.</summary>
    private const int Most = 100_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly KeyedBuckets<IPAddress> _wrong = new(perSecond: 1.0 / Pause, WrongAtOnce, Most, time);

    /// <summary>The caller; null when the key is wrong.</summary>
    /// <param name="key">What the request carries.</param>
    /// <param name="address">Where it comes from.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<ClaimsIdentity?> ReadAsync(MachineKeyText key, IPAddress? address, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var id = key.IsWhole ? key.Id : "";
        var known = id.Length == 0 ? null : await database.MachineKeys.AsNoTracking().SingleOrDefaultAsync(known => known.Id == id, cancellation);
        if (known?.Accepts(key.Digest, now) != true)
        {
            _wrong.TryAcquire(AddressPrefix.Of(address));
            return null;
        }

        if (!(known.LastUsedAt > now - Minute))
            await NoteUseAsync(database, id, now, cancellation);
        return MachineCaller.Identity(id, known.Scopes);
    }

    /// <summary>True when the address has sent too many wrong keys.</summary>
    public bool IsTooMany(IPAddress? address)
    {
        if (!_wrong.IsEmpty(AddressPrefix.Of(address)))
            return false;

        refusals.Refuse(address, "A machine key", MachineKeyErrors.TooMany);
        return true;
    }

    /// <summary>At most one of many calls at the same time writes it.</summary>
    private static Task<int> NoteUseAsync(FestivalDb database, string id, DateTimeOffset now, CancellationToken cancellation)
    {
        var before = now - Minute;
        return database.MachineKeys.Where(key => key.Id == id && (key.LastUsedAt == null || key.LastUsedAt <= before))
            .ExecuteUpdateAsync(key => key.SetProperty(row => row.LastUsedAt, now), cancellation);
    }
}
