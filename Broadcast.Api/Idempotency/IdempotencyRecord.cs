using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Idempotency;

/// <summary>A call that was made with an <c>Idempotency-Key</c> and had an effect. Committed with the effect, or not at all.</summary>
internal sealed class IdempotencyRecord
{
    /// <summary>How long a key stands for what it was used for first.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>The digest of caller, method, path and key.</summary>
    public required string Id { get; init; }

    /// <summary>The digest of query, body and key.</summary>
    public required string Request { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The HTTP status; 0 only until the transaction is committed.</summary>
    public int Status { get; init; }

    public string? ContentType { get; init; }

    public string? Location { get; init; }

    /// <summary>The answer as it was sent; null when it is not kept.</summary>
    public byte[]? Body { get; init; }
}

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("IdempotencyRecords");
        builder.HasIndex(record => record.At);
        builder.Property(record => record.Id).HasMaxLength(64);
        builder.Property(record => record.Request).HasMaxLength(64);
        builder.Property(record => record.ContentType).HasMaxLength(KeptAnswer.LongestHeader);
        builder.Property(record => record.Location).HasMaxLength(KeptAnswer.LongestHeader);
        builder.Property(record => record.Body).HasMaxLength(KeptAnswer.LongestBody);
    }
}

internal static class IdempotencyRecordSet
{
    extension(FestivalDb database)
    {
        public DbSet<IdempotencyRecord> IdempotencyRecords => database.Set<IdempotencyRecord>();
    }
}
