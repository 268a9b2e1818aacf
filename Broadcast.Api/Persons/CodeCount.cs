using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Persons;

/// <summary>How many codes were sent in one period, to one destination, for one network or in all; and how many wrong ones were tried. In the database, so that all processes count together.</summary>
internal sealed class CodeCount
{
    /// <summary>A <see cref="Persons.ContactKey.Of"/>, <see cref="Persons.ContactKey.OfTries(string)"/>, <see cref="Persons.ContactKey.OfTries(string, System.Net.IPNetwork)"/> or <see cref="Persons.ContactKey.OfNetwork"/>, or <see cref="All"/>.</summary>
    public required string Subject { get; init; }

    public const string All = "all";

    /// <summary>When the period ends.</summary>
    public required DateTimeOffset Until { get; init; }

    public required int Sent { get; init; }
}

internal sealed class CodeCountConfiguration : IEntityTypeConfiguration<CodeCount>
{
    public void Configure(EntityTypeBuilder<CodeCount> builder)
    {
        builder.ToTable("CodeCounts");
        builder.HasKey(count => new { count.Subject, count.Until });
        builder.HasIndex(count => count.Until);
        builder.Property(count => count.Subject).HasMaxLength(64);
    }
}

internal static class CodeCountSet
{
    extension(FestivalDb database)
    {
        public DbSet<CodeCount> CodeCounts => database.Set<CodeCount>();
    }
}
