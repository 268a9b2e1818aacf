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
    /// <summary>Up to so many, one of which at least is among what this Redis is tried for.</summary>
    public static Gen<Trouble[]> Of(TroubledRedis redis, int most) =>
        Gen.Select(Any([.. Everywhere, .. redis.Kinds]).Array[0, most - 1], Any(redis.Kinds), Any([.. Everywhere, .. redis.Kinds]).Array[0, 1], (before, own, after) =>
            (Trouble[])[.. before, own, .. after]);

    private static readonly TroubleKind[] Everywhere = [TroubleKind.CutViewers, TroubleKind.KillNode, TroubleKind.KillNotices];

    private static Gen<Trouble> Any(IReadOnlyList<TroubleKind> kinds) =>
        Gen.Select(Gen.Int[0, kinds.Count - 1], Gen.Int[0, 1000], Gen.Int[50, 500], (kind, which, milliseconds) => new Trouble(kinds[kind], which, milliseconds));
}
