using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.MachineKeys;

/// <summary>The key of a shop's server. Only the digests of the key and of the one before it are stored.</summary>
internal sealed class MachineKey
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Names of <see cref="MachineScopes"/>.</summary>
    public required List<string> Scopes { get; init; }

    /// <summary>The shop whose server has it, where there is one.</summary>
    public string? Shop { get; init; }

    public required string Digest { get; set; }

    /// <summary>The digest of the key before the last rotation, which is good until <see cref="OldUntil"/>.</summary>
    public string? OldDigest { get; set; }

    public DateTimeOffset? OldUntil { get; set; }

    public required DateTimeOffset MadeAt { get; init; }

    public required string MadeBy { get; init; }

    public DateTimeOffset? RotatedAt { get; set; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Whether this is the digest of the key, or of the one before it while that is still good. Takes the same time for every wrong one.</summary>
    public bool Accepts(string digest, DateTimeOffset now)
    {
        var given = Encoding.ASCII.GetBytes(digest);
        var isKey = CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Digest));
        var isOld = CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(OldDigest ?? ""));
        return isKey || (isOld && OldUntil > now);
    }

    /// <summary>Replaces the key; the old one is good for some time more, and the one before that no longer.</summary>
    public void Rotate(string digest, DateTimeOffset now, TimeSpan overlap) =>
        (OldDigest, OldUntil, Digest, RotatedAt) = (overlap > TimeSpan.Zero ? Digest : null, overlap > TimeSpan.Zero ? now + overlap : null, digest, now);
}

internal sealed class MachineKeyConfiguration : IEntityTypeConfiguration<MachineKey>
{
    public void Configure(EntityTypeBuilder<MachineKey> builder)
    {
        builder.ToTable("MachineKeys");
        builder.Property(key => key.Id).HasMaxLength(64);
        builder.Property(key => key.Name).HasMaxLength(NewMachineKey.LongestName);
        builder.Property(key => key.Shop).HasMaxLength(40);
        builder.Property(key => key.Digest).HasMaxLength(64);
        builder.Property(key => key.OldDigest).HasMaxLength(64);
        builder.Property(key => key.MadeBy).HasMaxLength(CallerName.Longest);
    }
}

internal static class MachineKeySet
{
    extension(FestivalDb database)
    {
        public DbSet<MachineKey> MachineKeys => database.Set<MachineKey>();
    }
}
