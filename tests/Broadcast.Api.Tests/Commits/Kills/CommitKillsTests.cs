using System.Globalization;
using Broadcast.Api.Catalog;
using Broadcast.Api.Prizes;
using Broadcast.Api.Tests.Data;
using Broadcast.Api.Tests.Prizes;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Commits.Kills;

/// <summary>
/// A process is killed in its common commits, at each point of their way, on SQLite and on PostgreSQL in turn. What is judged is what the
/// database has then, and after everything was asked for once more. KILLS says how often.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class CommitKillsTests
{
    private const long Stock = 100_000_000;

    /// <summary>What the sessions of the killed process are called.</summary>
    private const string Doomed = "doomed";

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "12", CultureInfo.InvariantCulture);

    [Test]
    public async Task What_was_acknowledged_is_committed_and_no_unit_leaves_the_stock_twice()
    {
        await using var sqlite = await Judge.StartAsync(Engine.Sqlite);
        await using var postgres = await Judge.StartAsync(Engine.Postgres);
        Judge[] judges = [sqlite, postgres];
        for (var round = 0; round < Kills; round++)
        {
            // Each pair of an engine and a point in twelve rounds.
            var count = CommitNode.Points.Count;
            var (point, passing) = CommitNode.Points[(round + (round / count)) % count];
            await judges[round % judges.Length].PlayAsync(round, point, passing(round));
            if ((round + 1) % 10 == 0 && Kills > 10)
                await TestContext.Progress.WriteLineAsync($"{round + 1} of {Kills} kills in common commits");
        }
    }

    /// <summary>One database, of which a process after the other is killed.</summary>
    private sealed class Judge(Engine engine, TestDatabase database, DataHost host, PrizeRig rig) : IAsyncDisposable
    {
        /// <summary>The last movement that was checked, and the stock after it, by product.</summary>
        private readonly Dictionary<string, (long Movement, long After)> _seen = new(StringComparer.Ordinal);

        public static async Task<Judge> StartAsync(Engine engine)
        {
            var (database, host) = await TestDatabase.StartedAsync(engine);
            var rig = new PrizeRig(host, most: 500);
            foreach (var product in Promises.Products)
                await rig.MakeAsync(product, Stock);
            return new Judge(engine, database, host, rig);
        }

        public async Task PlayAsync(int round, string point, int passing)
        {
            var name = $"round {round}: {engine}, {point} {passing}";
            await using var process = TestProcess.Start(
                "dotnet",
                ["exec", typeof(KilledProcess).Assembly.Location, CommitNode.Name, $"{engine}", database.ConnectionOf(Doomed), $"{round}", point, $"{passing}", $"{round * 37 % 600}"]);
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.EqualTo(128 + 9), $"{name}\n{process.Output}");
            await database.LeftAsync(Doomed);

            var asked = Promises.Of(round).ToDictionary(promise => promise.Key, StringComparer.Ordinal);
            var told = process.Lines.Select(line => line.Split(' ')).Where(line => line[0] == "told").Select(line => (Key: line[1], Answer: line[2])).ToList();
            Assert.That(told.Select(each => each.Answer), Is.EqualTo(told.Select(each => asked[each.Key].Question.Value)), $"{name}: what was told");
            var kept = await KeptAsync(round);
            Assert.That(told.Select(each => each.Key), Is.SubsetOf(kept.Select(each => each.Key)), $"{name}: who was told");
            foreach (var promise in kept)
                Assert.That((promise.Question, promise.Sku, promise.Units), Is.EqualTo((asked[promise.Key!].Question, asked[promise.Key!].Product, asked[promise.Key!].Units)), name);
            await CompareAsync(name);

            var again = 0;
            await Promises.SendAsync(rig, round, (promise, answer) =>
            {
                Assert.That(answer, Is.EqualTo(promise.Question.Value), $"{name}: {promise.Key} again");
                Interlocked.Increment(ref again);
            });
            Assert.That((again, (await KeptAsync(round)).Count), Is.EqualTo((asked.Count, asked.Count)), $"{name}: all, once");
            await CompareAsync(name);
        }

        public ValueTask DisposeAsync()
        {
            rig.Dispose();
            return database.DisposeAsync();
        }

        private async Task<IReadOnlyList<PrizeReservation>> KeptAsync(int round)
        {
            await using var read = host.Open();
            return await read.PrizeReservations.AsNoTracking().Where(promise => EF.Functions.Like(promise.Key!, $"{Promises.Prefix(round)}%")).ToListAsync();
        }

        /// <summary>What left each stock is what is reserved, and its movements lead from one stock to the next.</summary>
        private async Task CompareAsync(string name)
        {
            await using var read = host.Open();
            foreach (var product in Promises.Products)
            {
                var sku = ProductId.Parse(product);
                var reserved = await read.PrizeReservations.Where(promise => promise.Sku == sku).SumAsync(promise => (long)promise.Units);
                Assert.That(await rig.LeftAsync(product), Is.EqualTo(Stock - reserved), $"{name}: the stock of {product}");
                var (last, after) = _seen.GetValueOrDefault(product, (0, 0));
                foreach (var movement in await read.StockMovements.AsNoTracking().Where(each => each.Sku == sku && each.Id > last).OrderBy(each => each.Id).ToListAsync())
                {
                    Assert.That(movement.After, Is.EqualTo(after + movement.Change), $"{name}: a movement of {product}");
                    (last, after) = (movement.Id, movement.After);
                }

                Assert.That(after, Is.EqualTo(Stock - reserved), $"{name}: the movements of {product}");
                _seen[product] = (last, after);
            }
        }
    }
}
