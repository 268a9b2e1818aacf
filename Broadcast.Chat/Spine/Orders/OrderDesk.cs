namespace Broadcast.Chat.Spine.Orders;

/// <summary>Where orders of one sort are given and carried out.</summary>
/// <param name="Name">Its name in Redis.</param>
/// <param name="Shared">
/// True when several processes stand behind it, and each order is carried out by one of them; false when each of them carries out all.
/// </param>
internal sealed record OrderDesk(string Name, bool Shared)
{
    /// <summary>Where rooms ask for the prizes of their questions, in the service with the database.</summary>
    public static readonly OrderDesk Prizes = new("prizes", Shared: true);

    /// <summary>An older order is not carried out any more: who gave it was told that nobody answered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    /// <summary>How many orders are kept: more than are ever under way.</summary>
    public const int Length = 1000;
}
