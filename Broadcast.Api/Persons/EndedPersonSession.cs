using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Persons;

/// <summary>A person's sign-in that was ended while its tickets may still be valid: every service refuses these tickets.</summary>
internal sealed class EndedPersonSession : IPartOfFacts
{
    /// <summary>The <c>sid</c> of its tickets.</summary>
    public required string Id { get; init; }

    /// <summary>When the last of its tickets expires.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Not that one is removed after its time.</summary>
    public bool ChangesFacts(EntityState state) => state == EntityState.Added;
}

internal sealed class EndedPersonSessionConfiguration : IEntityTypeConfiguration<EndedPersonSession>
{
    public void Configure(EntityTypeBuilder<EndedPersonSession> builder)
    {
        builder.ToTable("EndedPersonSessions");
        builder.HasIndex(session => session.ExpiresAt);
        builder.Property(session => session.Id).HasMaxLength(64);
    }
}

internal static class EndedPersonSessionSet
{
    extension(FestivalDb database)
    {
        public DbSet<EndedPersonSession> EndedPersonSessions => database.Set<EndedPersonSession>();
    }
}
