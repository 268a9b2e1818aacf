using CsCheck;

namespace Broadcast.Chat.Tests.Rooms.Troubles;

internal enum TroubleKind
{
    /// <summary>Some viewers' connections are cut.</summary>
    CutViewers,

    /// <summary>A node ends without a goodbye to anybody, and a new one comes.</summary>
    KillNode,

    /// <summary>Redis answers nobody for a while.</summary>
    SleepRedis,

    /// <summary>Redis drops its subscribers, and what is told meanwhile.</summary>
    KillNotices,

    /// <summary>SIGKILL, and up again.</summary>
    KillRedis,

    /// <summary>SIGKILL, and up again with what it had a little earlier.</summary>
    KillRedisWithLoss,

    /// <summary>The primary dies after its replica got everything.</summary>
    FailOver,

    /// <summary>The primary dies and its replica lacks the newest events.</summary>
    FailOverWithLoss,

    /// <summary>The replica is promoted while the primary lives on, and nobody is disconnected.</summary>
    Promote,

    /// <summary>The room's slot moves to another server.</summary>
    MoveSlot,
}

/// <summary>One thing that goes wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="Which">Chooses whom it hits.</param>
/// <param name="Milliseconds">How long it lasts, and how long all is well behind it.</param>
internal sealed record Trouble(TroubleKind Kind, int Which, int Milliseconds)
{
    public static Gen<Trouble[]> Of(IReadOnlyList<TroubleKind> kinds, int most) =>
        Gen.Select(Gen.Int[0, kinds.Count - 1], Gen.Int[0, 1000], Gen.Int[50, 500], (kind, which, milliseconds) => new Trouble(kinds[kind], which, milliseconds)).Array[2, most];
}
