using System.Globalization;
using CsCheck;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Live.Troubles;

/// <summary>
/// The promise of Join(room, position) holds whatever happens: everyone hears each acknowledged control event once and in order, or must
/// resync and gets the right snapshot; each chat message is heard once or counted as skipped. A failure names its seed, for CsCheck_Seed;
/// TROUBLE_ROUNDS multiplies the rounds.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ResumeUnderTroubleTests
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("TROUBLE_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 1;

    [Test]
    public Task On_a_single_server() => HoldsAsync(async () => new TroubledServer(await RedisServer.StartAsync()), most: 6, rounds: Rounds * 2);

    [Test]
    public Task On_a_pair_under_Sentinel() => HoldsAsync(async () => new TroubledPair(await RedisPair.StartAsync()), most: 2, rounds: Rounds);

    [Test]
    public Task On_a_cluster() => HoldsAsync(async () => new TroubledCluster(await RedisCluster.StartAsync(replicas: true)), most: 2, rounds: Rounds);

    private static async Task HoldsAsync(Func<Task<TroubledRedis>> start, int most, int rounds)
    {
        await using var example = await start();
        await Gen.Select(Trouble.Of(example, most), Gen.Int).SampleAsync(
            async (troubles, seed) =>
            {
                await using var redis = await start();
                await using var room = await TroubledRoom.OpenAsync(redis, seed);
                var verdict = await room.GoThroughAsync(troubles);
                await TestContext.Progress.WriteLineAsync($"{string.Join(", ", troubles.Select(trouble => trouble.Kind))}: {verdict.Summary}");
                Assert.That(verdict.Faults(), Is.Empty, verdict.Summary);
            },
            iter: rounds,
            threads: 1,
            print: sample => string.Join(", ", sample.Item1.AsEnumerable()));
    }
}
