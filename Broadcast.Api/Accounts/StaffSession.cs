using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Accounts;

/// <summary>
/// One staff sign-in; its id is the <c>sid</c> of its token. If it is ended before the token expires, the facts carry the id, so that every
/// service refuses the token.
/// </summary>
internal sealed class StaffSession : IPartOfFacts
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Null for one of an older build.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>The client's address; forgotten with the session.</summary>
    public string? Address { get; init; }

    /// <summary>Family of browser and system.</summary>
    public string? Browser { get; init; }

    /// <summary>Only its end: not a sign-in, nor that a session which has expired is removed.</summary>
    public bool ChangesFacts(EntityState state) => state == EntityState.Modified && EndedAt is not null;
}

internal sealed class StaffSessionConfiguration : IEntityTypeConfiguration<StaffSession>
{
    public void Configure(EntityTypeBuilder<StaffSession> builder)
    {
        builder.ToTable("StaffSessions");
        // No foreign key: ended sessions must outlive a removed account.
        builder.HasIndex(session => session.AccountId);
        builder.HasIndex(session => session.ExpiresAt);
        builder.Property(session => session.Id).HasMaxLength(64);
        builder.Property(session => session.Address).HasMaxLength(64);
        builder.Property(session => session.Browser).HasMaxLength(64);
    }
}

internal static class StaffSessionSet
{
    extension(FestivalDb database)
    {
        public DbSet<StaffSession> StaffSessions => database.Set<StaffSession>();
    }
}
