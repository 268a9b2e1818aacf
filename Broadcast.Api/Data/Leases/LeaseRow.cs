using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Data.Leases;

/// <summary>A lease as the database has it. A row is never removed: its number must not begin again.</summary>
internal sealed class LeaseRow
{
    public required string Name { get; init; }

    /// <summary>The process that has it, or had it last; new at each start of a process.</summary>
    public required string Holder { get; init; }

    /// <summary>The fencing number: raised at each new holder.</summary>
    public required long Number { get; init; }

    /// <summary>Until when it is the holder's, by the clock that all processes share. It is renewed long before.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The process that asks the holder for it, because it has fewer.</summary>
    public string? Asked { get; init; }

    /// <summary>Nobody has it. An end that no process may set comes from a clock that was wrong.</summary>
    public bool IsFree(DateTimeOffset now) => Until <= now || Until > now + (LeaseOptions.Longest * 2);
}

internal sealed class LeaseRowConfiguration : IEntityTypeConfiguration<LeaseRow>
{
    public void Configure(EntityTypeBuilder<LeaseRow> builder)
    {
        builder.ToTable("Leases");
        builder.HasKey(lease => lease.Name);
        builder.Property(lease => lease.Name).HasMaxLength(64);
        builder.Property(lease => lease.Holder).HasMaxLength(128);
        builder.Property(lease => lease.Asked).HasMaxLength(128);
    }
}
