using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
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

    /// <summary>A moderator's rights: names of <see cref="ModerationRights"/>; empty for all others.</summary>
    public List<string> Moderates { get; set; } = [];
}

internal static class StaffAccountSet
{
    extension(StaffAccount account)
    {
        /// <summary>How the audit names the account where it acts before it has a token: by a link.</summary>
        public EventAuthor Author => new() { Id = ViewerId.Parse(TokenSubject.StaffPrefix + account.Id), Name = account.Name, Kind = ActorKinds.Staff };
    }

    extension(FestivalDb database)
    {
        public DbSet<StaffAccount> StaffAccounts => database.Set<StaffAccount>();
    }
}
