using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Data;

/// <summary>Marks entities that are part of the facts: saving a change of one raises the facts' revision in the same transaction.</summary>
internal interface IPartOfFacts
{
    /// <summary>False for a change that the facts do not show.</summary>
    bool ChangesFacts(EntityState state) => true;
}
