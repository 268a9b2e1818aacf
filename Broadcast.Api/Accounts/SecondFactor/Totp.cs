using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.Accounts.SecondFactor;

/// <summary>
/// Codes that change with time (RFC 6238), as every authenticator app makes them: HMAC-SHA-1 (no attack on it is known; apps pass over any other),
/// steps of 30 seconds, six digits. Identity's own provider reads the machine's clock, and does not say which step a code is of.
/// </summary>
internal static class Totp
{
    /// <summary>Bytes of a secret, as RFC 4226 recommends.</summary>
    public const int SecretSize = 20;

    private const int Digits = 6;
    private const int Seconds = 30;

    /// <summary>Steps by which a telephone's clock may be wrong, either way (RFC 6238 5.2).</summary>
    private const int Window = 1;

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / Seconds;

    public static string Code(byte[] secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What the RFC asks for, and the only one that all apps know.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        // RFC 4226 5.3: the last four bits say where to read.
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % (int)Math.Pow(10, digits)).ToString($"D{digits}", CultureInfo.InvariantCulture);
    }

    /// <summary>The step of which this is the code, near now; null for none. Takes the same time for every wrong one.</summary>
    public static long? StepOf(byte[] secret, string code, DateTimeOffset now)
    {
        long? found = null;
        for (var step = StepAt(now) - Window; step <= StepAt(now) + Window; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(secret, step)), Encoding.UTF8.GetBytes(code)))
                found = step;
        return found;
    }

    /// <summary>A secret as apps take it: base32 (RFC 4648), upper case.</summary>
    public static string Base32(ReadOnlySpan<byte> secret)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var text = new StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var one in secret)
        {
            (bits, held) = ((bits << 8) | one, held + 8);
            for (; held >= 5; held -= 5)
                text.Append(letters[(bits >> (held - 5)) & 31]);
        }

        if (held > 0)
            text.Append(letters[(bits << (5 - held)) & 31]);
        return text.ToString();
    }
}
