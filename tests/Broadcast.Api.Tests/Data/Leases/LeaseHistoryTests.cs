using Broadcast.Api.Data;
using Broadcast.Api.Data.Leases;
using Broadcast.Chat.Spine.Leases;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.Data.Leases;

/// <summary>Random histories of one lease and three processes, which write with the number that they had last, however old it is.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class LeaseHistoryTests(Engine engine)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(5);
    private TestDatabase _database = null!;
    private DataHost _host = null!;
    private int _made;

    private enum Act
    {
        Take,
        Renew,
        GiveBack,
        Write,

        /// <summary>So many seconds go by.</summary>
        Pass,
    }

    [OneTimeSetUp]
    public async Task StartAsync() => (_database, _host) = await TestDatabase.StartedAsync(engine);

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    /// <summary>A failure names its seed, for CsCheck_Seed.</summary>
    [Test]
    public Task At_most_one_holds_it_and_numbers_only_grow_and_a_write_with_an_old_number_changes_nothing() =>
        Steps.Array[1, 40].SampleAsync(
            async steps =>
            {
                var run = new Run(_host, $"work.{Interlocked.Increment(ref _made)}");
                foreach (var step in steps)
                    await run.TakeAsync(step);
            },
            iter: 25,
            threads: 1,
            print: steps => string.Join(", ", steps.AsEnumerable()));

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Frequency((4, Gen.Const(Act.Take)), (2, Gen.Const(Act.Renew)), (1, Gen.Const(Act.GiveBack)), (4, Gen.Const(Act.Write)), (3, Gen.Const(Act.Pass))),
        Gen.Int[0, 2],
        Gen.Int[1, 6],
        (act, process, seconds) => new Step(act, process, seconds));

    private sealed record Step(Act Act, int Process, int Seconds);

    private sealed class Run(DataHost host, string name)
    {
        private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

        /// <summary>What each process believes: its number, and until when it is the holder.</summary>
        private readonly (long Number, DateTimeOffset Until)[] _believed = new (long, DateTimeOffset)[3];
        private readonly List<long> _given = [];
        private readonly List<long> _wrote = [];

        private LeaseTable Table => field ??= new(host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), _time);

        public async Task TakeAsync(Step step)
        {
            var (process, now) = (step.Process, _time.GetUtcNow());
            var known = _believed[process];
            switch (step.Act)
            {
                case Act.Take:
                    if (await Table.TakeAsync(name, $"{process}", Lasting, above: 0, CancellationToken.None) is { } number)
                    {
                        Assert.That(_given, Has.All.LessThan(number), "numbers only grow");
                        _given.Add(number);
                        _believed[process] = (number, now + Lasting);
                    }

                    break;
                case Act.Renew:
                    await Table.RenewAsync($"{process}", [name], Lasting, CancellationToken.None);
                    if (await RowAsync() is { } row && row.Holder == $"{process}" && row.Number == known.Number)
                        _believed[process] = known with { Until = now + Lasting };
                    break;
                case Act.GiveBack:
                    await Table.GiveBackAsync(name, $"{process}", known.Number, CancellationToken.None);
                    _believed[process] = known with { Until = now };
                    break;
                case Act.Write when known.Number > 0:
                    await WriteAsync(process, known.Number);
                    break;
                default:
                    _time.Advance(TimeSpan.FromSeconds(step.Seconds));
                    break;
            }

            Assert.That(_believed.Count(belief => belief.Until > _time.GetUtcNow()), Is.LessThanOrEqualTo(1), $"holders after {step}");
        }

        private async Task WriteAsync(int process, long number)
        {
            var before = await host.RevisionAsync();
            var accepted = true;
            try
            {
                await using var database = host.Open();
                database.Hold = new LeaseHold(name, $"{process}", number, Lasting, _time, _time.GetTimestamp());
                await using var transaction = await database.JoinAsync(CancellationToken.None);
                await database.FactsStates.ExecuteUpdateAsync(state => state.SetProperty(row => row.Revision, row => row.Revision + 1));
                await transaction.CommitAsync(CancellationToken.None);
            }
            catch (LeaseRefusedException)
            {
                accepted = false;
            }

            Assert.That(accepted, Is.EqualTo(number == _given[^1]), "the last number alone is accepted");
            Assert.That(await host.RevisionAsync(), Is.EqualTo(accepted ? before + 1 : before), "what is refused changes nothing");
            if (accepted)
                _wrote.Add(number);
            Assert.That(_wrote, Is.Ordered);
        }

        private async Task<LeaseRow?> RowAsync() => (await Table.ReadAsync(CancellationToken.None)).SingleOrDefault(row => row.Name == name);
    }
}
