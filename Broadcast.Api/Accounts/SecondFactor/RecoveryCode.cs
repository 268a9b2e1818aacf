using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Accounts.SecondFactor;

/// <summary>A code that takes the place of the app's once, for an owner who has lost it. Only the digest is stored, until the code is used.</summary>
internal sealed class RecoveryCode
{
    /// <summary>Codes that an account gets.</summary>
    public const int Number = 10;

    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>80 bits: too many to be guessed, so wrong ones need not be counted.</summary>
    private const int Length = 16;

    public required string AccountId { get; init; }

    /// <summary>SHA-256 of account and code, lower-case hex.</summary>
    public required string Digest { get; init; }

    /// <summary>A new code, in groups that can be read out.</summary>
    public static string Make() => string.Join('-', RandomNumberGenerator.GetString(Letters, Length).Chunk(4).Select(letters => new string(letters)));

    /// <summary>The letters of a code as somebody has typed it; null when it is none by its form.</summary>
    public static string? Read(string text)
    {
        var letters = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        return letters.Length == Length && letters.All(letter => Letters.Contains(letter, StringComparison.Ordinal)) ? letters : null;
    }

    public static string DigestOf(string account, string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{Read(code)}")));
}

internal sealed class RecoveryCodeConfiguration : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("StaffRecoveryCodes");
        builder.HasKey(code => new { code.AccountId, code.Digest });
        builder.Property(code => code.Digest).HasMaxLength(64);
        builder.HasOne<Authenticator>().WithMany().HasForeignKey(code => code.AccountId);
    }
}

internal static class RecoveryCodeSet
{
    extension(FestivalDb database)
    {
        public DbSet<RecoveryCode> RecoveryCodes => database.Set<RecoveryCode>();
    }
}
