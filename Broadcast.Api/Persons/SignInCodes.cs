using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Data;
using Broadcast.Api.Persons.Senders;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Persons;

/// <summary>
/// Codes that prove a contact. A code belongs to who asked for it, by a challenge that nobody can guess; it dies after five tries, after ten
/// minutes, and when it is used. However many codes were asked for, only so many wrong ones are tried for one address in a day; after that even
/// the right one gets the same answer as a wrong one. Whether the address belongs to anybody makes no difference before the code is right.
/// </summary>
internal sealed class SignInCodes(FestivalDb database, ContactKey key, TimeProvider time)
{
    /// <summary>Wrong codes that may be tried for one telephone or mailbox in a day (UTC) from one network, at however many challenges.</summary>
    public const int WrongPerNetwork = 15;

    /// <summary>The same, whoever tries: a stranger in one network does not lock its owner out.</summary>
    public const int WrongPerDay = 100;

    private const int ChallengeBytes = 24;

    /// <summary>A longer text is no challenge.</summary>
    private const int LongestChallenge = 100;

    /// <summary>Makes a code and sends it.</summary>
    public async Task<Result<SentChallenge>> SendAsync(ContactAddress address, IMessageSender sender, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var challenge = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(ChallengeBytes));
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var made = new SignInChallenge
        {
            Id = DigestOf(challenge),
            Contact = key.Of(address),
            Proof = address.Proof,
            Code = key.OfCode(challenge, code),
            ExpiresAt = now + SignInChallenge.Lasting,
        };
        await database.SignInChallenges.Where(old => old.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
        database.Add(made);
        await database.SaveChangesAsync(cancellation);

        var sent = await sender.SendAsync(new CodeMessage(address.Text, address.Via, code, made.ExpiresAt), cancellation);
        return sent.Failed ? sent.Error : new SentChallenge(challenge, made.ExpiresAt, sent.Value.ShownCode);
    }

    /// <summary>The challenge, if the code is right; each call is a try. It stays until it is taken with <see cref="TakeAsync"/>.</summary>
    /// <param name="challenge">As the caller gave it.</param>
    /// <param name="code">As the caller gave it.</param>
    /// <param name="address">Who tries.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public async Task<Result<SignInChallenge>> TryAsync(string? challenge, string? code, IPAddress? address, CancellationToken cancellation)
    {
        if (challenge is not { Length: > 0 and <= LongestChallenge } || code is null)
            return ViewerErrors.Code;

        var (id, now) = (DigestOf(challenge), time.GetUtcNow());
        // Counted before the code is looked at: tries at the same time must not all pass.
        var counted = await database.SignInChallenges.Where(known => known.Id == id && known.Tries < SignInChallenge.Most && known.ExpiresAt > now)
            .ExecuteUpdateAsync(known => known.SetProperty(row => row.Tries, row => row.Tries + 1), cancellation);
        if (counted == 0 || await database.SignInChallenges.AsNoTracking().SingleOrDefaultAsync(known => known.Id == id, cancellation) is not { } found)
            return ViewerErrors.Code;

        // So is the day's try for the contact, from this network and in all, which a right code gives back.
        var tally = new CodeTally(database, time);
        var (here, all) = (key.OfTries(found.Contact, CodeLimits.NetworkOf(address)), key.OfTries(found.Contact));
        if (await tally.TakeAsync(here, CodeTally.Day, WrongPerNetwork, cancellation) is not null || await tally.TakeAsync(all, CodeTally.Day, WrongPerDay, cancellation) is not null)
            return ViewerErrors.Code;
        var given = key.OfCode(challenge, code.Trim());
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(found.Code)))
            return ViewerErrors.Code;

        await tally.GiveBackAsync(here, CodeTally.Day, now, cancellation);
        await tally.GiveBackAsync(all, CodeTally.Day, now, cancellation);
        return found;
    }

    /// <summary>Uses the challenge up, in the caller's transaction; false when somebody else has.</summary>
    public static async Task<bool> TakeAsync(FestivalDb database, SignInChallenge challenge, CancellationToken cancellation) =>
        await database.SignInChallenges.Where(known => known.Id == challenge.Id).ExecuteDeleteAsync(cancellation) > 0;

    private static string DigestOf(string challenge) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(challenge)));
}

/// <param name="Challenge">Only for who asked: without it the code is good for nothing.</param>
/// <param name="ExpiresAt">Until when the code is good.</param>
/// <param name="ShownCode">The code, when it is not sent but shown.</param>
internal sealed record SentChallenge(string Challenge, DateTimeOffset ExpiresAt, string? ShownCode);
