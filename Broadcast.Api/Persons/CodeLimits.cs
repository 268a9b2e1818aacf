using System.Net;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Pace;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Persons;

/// <summary>
/// How many codes may be sent. Who asks is counted by address and network, in each process for itself; what concerns others, the one whose
/// telephone rings and the one who pays, is counted in the database, in hours and days of UTC (<see cref="CodeTally"/>). No network gets more than
/// its share of the day, so that none keeps all others from signing in. Any thread may call.
/// </summary>
internal sealed class CodeLimits(IDbContextFactory<FestivalDb> databases, ContactKey key, IOptions<PersonOptions> options, TimeProvider time)
{
    private const int MostRemembered = 100_000;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

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
        var network = NetworkOf(address);
        if (!_networks.Value.TryAcquire(network))
            return Hour / limits.CodesPerNetwork;

        await using var database = await databases.CreateDbContextAsync(cancellation);
        var tally = new CodeTally(database, time);
        // A code that may not be tried is not sent. The network's share comes before what others notice: one that has used it up counts nowhere else.
        return await tally.WaitAsync(key.OfTries(contact, network), CodeTally.Day, SignInCodes.WrongPerNetwork, cancellation)
            ?? await tally.WaitAsync(key.OfTries(contact), CodeTally.Day, SignInCodes.WrongPerDay, cancellation)
            ?? await tally.TakeAsync(key.OfNetwork(network), CodeTally.Day, limits.CodesPerNetworkAndDay, cancellation)
            ?? await tally.TakeAsync(contact, Hour, limits.CodesPerDestination, cancellation)
            ?? await tally.TakeAsync(CodeCount.All, CodeTally.Day, limits.CodesPerDay, cancellation);
    }

    /// <summary>
    /// Takes back what <see cref="TakeAsync"/> has counted in the database for a code that was certainly not sent. So a sender that is down uses up
    /// neither the telephone's codes of the hour nor those of the day. The limits per caller still count the request.
    /// </summary>
    /// <param name="address">Who has asked.</param>
    /// <param name="contact">The destination, as it is stored.</param>
    /// <param name="asked">A moment before the place was taken.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public async Task GiveBackAsync(IPAddress? address, string contact, DateTimeOffset asked, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var tally = new CodeTally(database, time);
        await tally.GiveBackAsync(CodeCount.All, CodeTally.Day, asked, cancellation);
        await tally.GiveBackAsync(contact, Hour, asked, cancellation);
        await tally.GiveBackAsync(key.OfNetwork(NetworkOf(address)), CodeTally.Day, asked, cancellation);
    }

    /// <summary>The /24 of an IPv4 address, the /48 of an IPv6 address.</summary>
    public static IPNetwork NetworkOf(IPAddress? address)
    {
        var bytes = AddressPrefix.Of(address).GetAddressBytes();
        var kept = bytes.Length == 4 ? 3 : 6;
        bytes.AsSpan(kept).Clear();
        return new IPNetwork(new IPAddress(bytes), kept * 8);
    }

    private static KeyedBuckets<IPAddress> PerHour(int most, TimeProvider time) => new(most / Hour.TotalSeconds, most, MostRemembered, time);
}
