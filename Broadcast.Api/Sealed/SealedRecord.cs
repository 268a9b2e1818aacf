using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Sealed;

/// <summary>Personal data, sealed with a key of its own.</summary>
internal sealed class SealedRecord
{
    public required string Id { get; init; }

    /// <summary>What it belongs to, such as <c>claim</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON, sealed with the <see cref="DataKey"/> of the same id.</summary>
    public required byte[] Closed { get; init; }
}

internal sealed class SealedRecordConfiguration : IEntityTypeConfiguration<SealedRecord>
{
    public void Configure(EntityTypeBuilder<SealedRecord> builder)
    {
        builder.ToTable("SealedRecords");
        builder.Property(record => record.Id).HasMaxLength(64);
        builder.Property(record => record.Kind).HasMaxLength(40);
    }
}

internal static class SealedRecordSet
{
    extension(FestivalDb database)
    {
        public DbSet<SealedRecord> SealedRecords => database.Set<SealedRecord>();
    }
}
