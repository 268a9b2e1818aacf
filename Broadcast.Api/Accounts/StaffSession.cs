using Broadcast.Api.Facts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Accounts;

/// <summary>One sign-in, the <c>sid</c> of its token. Ended before its time, it goes into the facts, by which every service refuses the token.</summary>
internal sealed class StaffSession : IPartOfFacts
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class StaffSessionConfiguration : IEntityTypeConfiguration<StaffSession>
{
    public void Configure(EntityTypeBuilder<StaffSession> builder)
    {
        // No foreign key: the sessions of a removed account must stay ended.
        builder.HasIndex(session => session.AccountId);
        builder.HasIndex(session => session.ExpiresAt);
        builder.Property(session => session.Id).HasMaxLength(64);
    }
}
