using Broadcast.Api.Data.Leases;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TestKit;
using TestKit.Hosts;

namespace Broadcast.Api.Tests.Data.Leases;

/// <summary>Two processes on one PostgreSQL, each with a clock that stands still when the process does.</summary>
internal sealed class LeaseKeeperTests
{
    private static readonly TimeSpan Over = new LeaseOptions().Duration + TimeSpan.FromSeconds(1);
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private TestDatabase _database = null!;

    [SetUp]
    public async Task StartAsync() => (_database, _) = await TestDatabase.StartedAsync(Engine.Postgres);

    [TearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public async Task A_process_that_stood_still_is_refused_and_says_once_that_it_has_lost_the_lease()
    {
        using var first = new Node(_database, _began);
        using var second = new Node(_database, _began);
        var before = await first.Host.RevisionAsync();
        bool? taken = null;

        var stood = await first.UnderAsync(async () =>
        {
            await using var database = first.Host.Open();
            await using var transaction = await database.JoinAsync(CancellationToken.None);
            await database.FactsStates.ExecuteUpdateAsync(state => state.SetProperty(row => row.Revision, row => row.Revision + 1));
            var early = await second.UnderAsync(() => Task.CompletedTask);
            second.Time.Advance(Over);
            taken = await second.TakeOverAsync();
            Assert.That((early, taken), Is.EqualTo((false, true)));
            await transaction.CommitAsync(CancellationToken.None);
        });
        first.Time.Advance(Over);
        var again = (await first.UnderAsync(() => Task.CompletedTask), await first.UnderAsync(() => Task.CompletedTask));

        Assert.Multiple(() =>
        {
            Assert.That((stood, again), Is.EqualTo((false, (false, false))));
            Assert.That((first.Counted["livefestival.api.leases.refused work"], first.Counted["livefestival.api.leases.lost work"]), Is.EqualTo((1, 1)));
            Assert.That(first.Log.Told.Count(line => line.Contains("is lost", StringComparison.Ordinal)), Is.EqualTo(1));
        });
        Assert.That(await first.Host.RevisionAsync(), Is.EqualTo(before), "nothing is changed");
        await second.Keeper.StopAsync(CancellationToken.None);
    }

    [Test]
    public async Task A_store_that_knows_a_higher_number_has_it_passed_by_the_next_one()
    {
        using var node = new Node(_database, _began);
        var numbers = new List<long>();

        var refused = await node.Keeper.UnderAsync(
            "work",
            lease =>
            {
                numbers.Add(lease.Number);
                throw new LeaseRefusedException(lease, LeaseStores.Redis, seen: lease.Number + 40);
            },
            CancellationToken.None);
        var then = await node.Keeper.UnderAsync(
            "work",
            lease =>
            {
                numbers.Add(lease.Number);
                return Task.CompletedTask;
            },
            CancellationToken.None);

        Assert.That((refused, then, numbers[1] - numbers[0]), Is.EqualTo((false, true, 41)));
    }

    [Test]
    public async Task They_share_the_leases_and_who_ends_leaves_all_to_the_other()
    {
        using var first = new Node(_database, _began);
        using var second = new Node(_database, _began);
        string[] names = ["one", "two", "three", "four"];
        foreach (var node in (Node[])[first, second])
        {
            foreach (var name in names)
                await node.Keeper.UnderAsync(name, _ => Task.CompletedTask, CancellationToken.None);
            await node.Keeper.StartAsync(CancellationToken.None);
        }

        await Eventually.TrueAsync(() => SharedAsync(2, 2), "each has two");
        await first.Keeper.StopAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => SharedAsync(0, 4), "the other has all");
        await second.Keeper.StopAsync(CancellationToken.None);

        async Task<bool> SharedAsync(int one, int two)
        {
            first.Time.Advance(TimeSpan.FromSeconds(0.5));
            second.Time.Advance(TimeSpan.FromSeconds(0.5));
            await using var database = second.Host.Open();
            var now = second.Time.GetUtcNow();
            var held = (await database.Leases.AsNoTracking().ToListAsync()).Where(row => !row.IsFree(now)).ToList();
            return (held.Count(row => row.Holder == first.Keeper.Holder), held.Count(row => row.Holder == second.Keeper.Holder)) == (one, two);
        }
    }

    private sealed class Node : IDisposable
    {
        public Node(TestDatabase database, DateTimeOffset now)
        {
            Time = new FakeTimeProvider(now);
            Host = database.Host(Time, alsoLog: Log);
            Keeper = Host.Services.GetRequiredService<LeaseKeeper>();
            Counted = new CounterSums(Host.Services);
        }

        public FakeTimeProvider Time { get; }

        public KeptLog Log { get; } = new();

        public DataHost Host { get; }

        public LeaseKeeper Keeper { get; }

        public CounterSums Counted { get; }

        public Task<bool> UnderAsync(Func<Task> work) => Keeper.UnderAsync("work", _ => work(), CancellationToken.None);

        /// <summary>Looks until the lease that has ended is its own.</summary>
        public async Task<bool> TakeOverAsync()
        {
            await Keeper.StartAsync(CancellationToken.None);
            await Eventually.TrueAsync(
                async () =>
                {
                    Time.Advance(TimeSpan.FromSeconds(1));
                    return await UnderAsync(() => Task.CompletedTask);
                },
                "the other process has the lease");
            return true;
        }

        public void Dispose()
        {
            Counted.Dispose();
            Log.Dispose();
        }
    }
}
