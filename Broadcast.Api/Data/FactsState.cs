using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Data;

/// <summary>
/// The only row of its table: counts the changes of the facts. Epoch and lineage are made with the database; <c>deploy/restore.sh</c> makes
/// new ones for a database that it puts back.
/// </summary>
internal sealed class FactsState
{
    public int Id { get; private init; } = 1;

    public required string Epoch { get; init; }

    /// <summary>When the epoch began, Unix milliseconds; more than that of earlier epochs, also where clocks are wrong. The later one wins.</summary>
    public required long Lineage { get; init; }

    public long Revision { get; private set; }

    public static FactsState New(DateTimeOffset now) => new()
    {
        Epoch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
        Lineage = now.ToUnixTimeMilliseconds(),
        Revision = 1,
    };
}

internal sealed class FactsStateConfiguration : IEntityTypeConfiguration<FactsState>
{
    public void Configure(EntityTypeBuilder<FactsState> builder)
    {
        builder.ToTable("Facts");
        builder.Property(state => state.Id).ValueGeneratedNever();
        builder.Property(state => state.Epoch).HasMaxLength(32);
    }
}
