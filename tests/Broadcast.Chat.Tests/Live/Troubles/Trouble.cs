using CsCheck;

namespace Broadcast.Chat.Tests.Live.Troubles;

internal enum TroubleKind
{
    /// <summary>Some viewers' connections are cut.</summary>
    CutViewers,

    /// <summary>A node is cut off as by a crash, and a new one starts.</summary>
    KillNode,

    /// <summary>Redis answers nobody for a while.</summary>
    SleepRedis,

    /// <summary>Redis drops its subscribers, who miss the notices until they subscribe again.</summary>
    KillNotices,

    /// <summary>Redis is killed by SIGKILL and starts again.</summary>
    KillRedis,

    /// <summary>Redis is killed by SIGKILL and starts again with the data of a moment earlier.</summary>
    KillRedisWithLoss,

    /// <summary>The primary dies; its replica lacks no more than the writes in flight.</summary>
    FailOver,

    /// <summary>The primary dies and its replica lacks the newest events.</summary>
    FailOverWithLoss,

    /// <summary>The replica is promoted while the primary lives on, and nobody is disconnected.</summary>
    Promote,

    /// <summary>The room's cluster slot moves to another server.</summary>
    MoveSlot,
}

/// <summary>One thing that goes wrong.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Which">Any number from 0 on; it chooses the viewers, node or server that the trouble hits.</param>
/// <param name="Milliseconds">How long it lasts, and how long nothing else goes wrong afterwards.</param>
internal sealed record Trouble(TroubleKind Kind, int Which, int Milliseconds)
{
    /// <summary>Generates one to <paramref name="most"/> + 1 troubles; at least one of them is special to this form of Redis.</summary>
    public static Gen<Trouble[]> Of(TroubledRedis redis, int most) =>
        Gen.Select(Any([.. Everywhere, .. redis.Kinds]).Array[0, most - 1], Any(redis.Kinds), Any([.. Everywhere, .. redis.Kinds]).Array[0, 1], (before, own, after) =>
            (Trouble[])[.. before, own, .. after]);

    private static readonly TroubleKind[] Everywhere = [TroubleKind.CutViewers, TroubleKind.KillNode, TroubleKind.KillNotices];

    private static Gen<Trouble> Any(IReadOnlyList<TroubleKind> kinds) =>
        Gen.Select(Gen.Int[0, kinds.Count - 1], Gen.Int[0, 1000], Gen.Int[50, 500], (kind, which, milliseconds) => new Trouble(kinds[kind], which, milliseconds));
}
