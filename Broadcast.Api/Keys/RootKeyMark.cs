using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Keys;

/// <summary>The only row of its table: by which root key the database is sealed, so that a host with another one does not start.</summary>
internal sealed class RootKeyMark
{
    public int Id { get; private init; } = 1;

    public required string Mark { get; set; }

    public required DateTimeOffset MadeAt { get; set; }
}

internal sealed class RootKeyMarkConfiguration : IEntityTypeConfiguration<RootKeyMark>
{
    public void Configure(EntityTypeBuilder<RootKeyMark> builder)
    {
        builder.ToTable("RootKeyMark");
        builder.Property(mark => mark.Id).ValueGeneratedNever();
        builder.Property(mark => mark.Mark).HasMaxLength(32);
    }
}

internal static class RootKeyMarkSet
{
    extension(FestivalDb database)
    {
        public DbSet<RootKeyMark> RootKeyMarks => database.Set<RootKeyMark>();
    }
}
