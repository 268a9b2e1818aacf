using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Accounts;

/// <summary>Asks the database who is an operator. Whoever decides by the answer has <see cref="StaffDirectory.Turn"/>.</summary>
internal static class Operators
{
    extension(FestivalDb database)
    {
        /// <summary>Whether there is an operator beside the account <paramref name="but"/>.</summary>
        public Task<bool> HasOperatorAsync(string but, CancellationToken cancellation) =>
            database.Set<IdentityUserRole<string>>().AnyAsync(held => held.RoleId == Roles.Operator && held.UserId != but, cancellation);

        public Task<bool> IsOperatorAsync(string account, CancellationToken cancellation) =>
            database.Set<IdentityUserRole<string>>().AnyAsync(held => held.RoleId == Roles.Operator && held.UserId == account, cancellation);
    }
}
