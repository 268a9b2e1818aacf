using Broadcast.Api.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Accounts;

/// <summary>
/// A staff account; Identity stores its roles. An anchor acts for <see cref="Stages"/>. A moderator moderates the rooms of these stages, or
/// all rooms if the list is empty.
/// </summary>
internal sealed class StaffAccount : IdentityUser
{
    /// <summary>Display name, shown with the account's messages.</summary>
    public required string Name { get; set; }

    public List<string> Stages { get; set; } = [];

    /// <summary>A moderator's rights: names of <see cref="Broadcast.Chat.Spine.Tokens.ModerationRights"/>; empty for all others.</summary>
    public List<string> Moderates { get; set; } = [];
}

internal static class StaffAccountSet
{
    extension(FestivalDb database)
    {
        public DbSet<StaffAccount> StaffAccounts => database.Set<StaffAccount>();
    }
}
