using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Data;

/// <summary>The only row of its table: counts the changes of the facts. The epoch is made with the database and never changes.</summary>
internal sealed class FactsState
{
    public int Id { get; private init; } = 1;

    public required string Epoch { get; init; }

    public long Revision { get; private set; }

    public static FactsState New() => new() { Epoch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), Revision = 1 };
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
