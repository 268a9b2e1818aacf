using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Accounts.Invitations;

/// <summary>
/// A link that is good once, for somebody who cannot sign in yet. Only the digest of its token is stored, and the row is removed when it is
/// used: a link that is not there is dead.
/// </summary>
internal sealed class StaffLink
{
    public required string Id { get; init; }

    public required LinkKind Kind { get; init; }

    public required string Digest { get; init; }

    /// <summary>Display name of who is invited; they may choose another.</summary>
    public string Name { get; init; } = "";

    public List<string> Roles { get; init; } = [];

    public List<string> Stages { get; init; } = [];

    public List<string> Moderates { get; init; } = [];

    /// <summary>Whose password a reset link sets; null for the others.</summary>
    public string? AccountId { get; init; }

    /// <summary>The operator who made it, by the name of callers; empty for the host itself.</summary>
    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal enum LinkKind
{
    /// <summary>Makes the first operator of an installation.</summary>
    First,

    /// <summary>Makes an account with the roles of the invitation.</summary>
    Invitation,

    /// <summary>Sets a new password.</summary>
    Reset,
}

internal sealed class StaffLinkConfiguration : IEntityTypeConfiguration<StaffLink>
{
    public void Configure(EntityTypeBuilder<StaffLink> builder)
    {
        builder.ToTable("StaffLinks");
        builder.HasIndex(link => link.Digest).IsUnique();
        builder.Property(link => link.Id).HasMaxLength(64);
        builder.Property(link => link.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(link => link.Digest).HasMaxLength(64);
        builder.Property(link => link.Name).HasMaxLength(StaffFields.LongestName * 12);
        builder.Property(link => link.MadeBy).HasMaxLength(CallerName.Longest);
        builder.HasOne<StaffAccount>().WithMany().HasForeignKey(link => link.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class StaffLinkSet
{
    extension(FestivalDb database)
    {
        public DbSet<StaffLink> StaffLinks => database.Set<StaffLink>();
    }
}
