using System.Buffers.Binary;
using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Pace;

namespace Broadcast.Api.Accounts;

/// <summary>
/// Slows who guesses the password of one account: eight wrong tries at once, then one a minute, counted for an address (of IPv6 its /64) and
/// an account together. So a stranger keeps nobody out who signs in from elsewhere. How often an address may try any account is the
/// limit <c>Accounts:SignInsPerAddress</c>. Each process counts by itself. Any thread may call.
/// </summary>
internal sealed class SignInPace(ApiMeter meter, TimeProvider time)
{
    private const double PerSecond = 1.0 / 60;
    private const double AtOnce = 8;

    /// <summary>Pairs that are remembered: 20 MB at most.</summary>
    private const int Most = 100_000;

    private readonly KeyedBuckets<(IPAddress Address, UInt128 Account)> _pairs = new(PerSecond, AtOnce, Most, time);
    private readonly Counter<long> _slowed = meter.Counter("livefestival.api.sign_ins.slowed", "Sign-ins refused because the address has tried the account too often.");

    /// <summary>False when this address has tried this account too often. Whether there is such an account makes no difference.</summary>
    public bool TryAcquire(IPAddress? address, string account)
    {
        if (_pairs.TryAcquire(Pair(address, account)))
            return true;

        _slowed.Add(1);
        return false;
    }

    /// <summary>Forgets the tries: the password was right.</summary>
    public void Forgive(IPAddress? address, string account) => _pairs.Reset(Pair(address, account));

    /// <summary>A digest in place of the name, which may be of any length.</summary>
    private static (IPAddress Address, UInt128 Account) Pair(IPAddress? address, string account) =>
        (AddressPrefix.Of(address), BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(account))));
}
