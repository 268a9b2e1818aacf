using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Accounts;

/// <summary>
/// Somebody who works here. Their roles are Identity's; an anchor acts for the stages named here, and a moderator keeps order in their rooms,
/// or in all rooms if none is named.
/// </summary>
internal sealed class StaffAccount : IdentityUser
{
    /// <summary>Shown beside what they say.</summary>
    public required string Name { get; set; }

    public List<string> Stages { get; set; } = [];

    /// <summary>What a moderator may do, names of <see cref="Broadcast.Chat.Tokens.ModerationRights"/>; empty for who is none.</summary>
    public List<string> Moderates { get; set; } = [];
}

internal sealed class StaffAccountConfiguration : IEntityTypeConfiguration<StaffAccount>
{
    public void Configure(EntityTypeBuilder<StaffAccount> builder) => builder.Property(account => account.Name).HasMaxLength(40);
}
