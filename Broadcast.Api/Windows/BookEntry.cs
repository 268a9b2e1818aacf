using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Windows;

/// <summary>What one person has sent to a window, such as a ballot: one of each person, never changed.</summary>
internal sealed class BookEntry
{
    public required string Window { get; init; }

    public required ViewerId Person { get; init; }

    /// <summary>From 0, such as the index of an option.</summary>
    public required int Value { get; init; }

    /// <summary>When it was received, Unix milliseconds.</summary>
    public required long At { get; init; }

    /// <summary>16 random bytes, lower-case hex: so that nobody finds out by trying what a digest stands for.</summary>
    public required string Salt { get; init; }

    /// <inheritdoc cref="DigestOf"/>
    public required string Digest { get; init; }

    /// <summary>The digest of the call's Idempotency-Key; null without one.</summary>
    public required string? Key { get; init; }

    /// <summary>SHA-256 of the UTF-8 lines window, person, value and salt, lower-case hex.</summary>
    public static string DigestOf(string window, ViewerId person, int value, string salt) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{window}\n{person}\n{value}\n{salt}"))));
}

internal sealed class BookEntryConfiguration : IEntityTypeConfiguration<BookEntry>
{
    public void Configure(EntityTypeBuilder<BookEntry> builder)
    {
        builder.ToTable("BookEntries");
        builder.HasKey(entry => new { entry.Window, entry.Person });
        // In this order the root is made, and the digests are listed.
        builder.HasIndex(entry => new { entry.Window, entry.Digest });
        builder.Property(entry => entry.Window).HasMaxLength(128);
        builder.Property(entry => entry.Salt).HasMaxLength(32);
        builder.Property(entry => entry.Digest).HasMaxLength(64);
        builder.Property(entry => entry.Key).HasMaxLength(64);
    }
}

internal static class BookEntrySet
{
    extension(FestivalDb database)
    {
        public DbSet<BookEntry> BookEntries => database.Set<BookEntry>();
    }
}
