using System.Globalization;
using Broadcast.Api.Tests.Data;
using TestKit;
using TestKit.Processes;
using TestKit.Redis;

namespace Broadcast.Api.Tests.Windows.Kills;

/// <summary>
/// A process is killed in each step of a window that the database keeps, at each point of the step's way and of its telling, on SQLite and on
/// PostgreSQL. What is judged is what the database and the room have then, and after everything was asked for once more. KILLS says how often.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class BookKillsTests
{
    /// <summary>What the sessions of the killed process are called.</summary>
    private const string Doomed = "doomed";

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "8", CultureInfo.InvariantCulture);

    [Test]
    public async Task What_was_acknowledged_is_kept_and_each_step_is_taken_and_told_once()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var sqlite = await Judge.StartAsync(Engine.Sqlite, redis);
        await using var postgres = await Judge.StartAsync(Engine.Postgres, redis);
        Judge[] judges = [sqlite, postgres];
        for (var round = 0; round < Kills; round++)
        {
            // The numbers of points and of steps have no divisor in common: 144 rounds meet every pair on both databases.
            var count = BookNode.Points.Count;
            await judges[(round + (round / count)) % judges.Length].PlayAsync(round, BookNode.Points[round % count], round % BookLife.Steps.Count);
            if ((round + 1) % 10 == 0)
                await TestContext.Progress.WriteLineAsync($"{round + 1} of {Kills} kills in the life of a window of the database");
        }
    }

    /// <summary>One database with its room, of which a process after the other is killed.</summary>
    private sealed class Judge(Engine engine, TestDatabase database, DataHost host, RedisServer redis) : IAsyncDisposable
    {
        private readonly BookRig _rig = new(host, TimeProvider.System);

        public static async Task<Judge> StartAsync(Engine engine, RedisServer redis)
        {
            var (database, host) = await TestDatabase.StartedAsync(engine);
            return new Judge(engine, database, host, redis);
        }

        public async Task PlayAsync(int round, string point, int step)
        {
            var (name, window) = ($"round {round}: {engine}, {point} in step {step}, {BookLife.Steps[step].Act}", $"gushi.k{round}");
            // A step of people has many transactions, and many answers.
            var passing = BookLife.Steps[step].Act == BookAct.Enter && !point.StartsWith("room.", StringComparison.Ordinal) ? 1 + (round % 3) : 1;
            await using var process = TestProcess.Start(
                "dotnet",
                [
                    "exec", typeof(BookNode).Assembly.Location, BookNode.Name, $"{engine}", database.ConnectionOf(Doomed), redis.ConnectionString, $"{engine}", window, point, $"{passing}",
                    $"{round * 37 % 600}", $"{step}",
                ]);
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.EqualTo(128 + 9), $"{name}\n{process.Output}");
            await database.LeftAsync(Doomed);

            await using var telling = new TellingRig(host, redis.ConnectionString, $"{engine}");
            var receipts = await JudgeAsync(process.Lines, telling, window, step, name);
            await RepeatAsync(telling, window, receipts, name);
        }

        public ValueTask DisposeAsync()
        {
            _rig.Dispose();
            return database.DisposeAsync();
        }

        /// <summary>Compares what the database and the room have with what the process has told; returns the receipts by person.</summary>
        private async Task<Dictionary<string, string>> JudgeAsync(IReadOnlyList<string> lines, TellingRig telling, string window, int last, string name)
        {
            var receipts = lines.Select(line => line.Split(' ')).Where(line => line[0] == "told").ToDictionary(line => line[1], line => line[2], StringComparer.Ordinal);
            var done = lines.Where(line => line.StartsWith("done ", StringComparison.Ordinal)).Select(line => int.Parse(line[5..], CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).Max();
            var revision = (int)await CompareAsync(window, name);
            Assert.That(revision, Is.InRange(done < 0 ? 0 : BookLife.Steps[done].Revision, BookLife.Steps[last].Revision), $"{name}: the revision");

            var kept = (await _rig.EntriesAsync(window)).ToDictionary(entry => entry.Person.Value["person:".Length..], entry => entry.Digest, StringComparer.Ordinal);
            Assert.That(receipts, Is.SubsetOf(kept), $"{name}: who was told");
            Assert.That(kept.Keys, Is.SubsetOf(Enumerable.Range(0, last + 1).SelectMany(BookLife.In).Select(entry => entry.Person)), $"{name}: who sent");
            var told = await telling.ToldAsync(window);
            Assert.That(told, Is.LessThanOrEqualTo(revision), $"{name}: the room knows of no step that is not committed");
            Assert.That(await telling.EventsAsync(window), Is.EqualTo(told), $"{name}: an event for each step");
            return receipts;
        }

        /// <summary>Asks for everything once more: all are in once, each step is taken once, and told once.</summary>
        private async Task RepeatAsync(TellingRig telling, string window, Dictionary<string, string> receipts, string name)
        {
            var life = new BookLife(_rig, window);
            for (var step = 0; step < BookLife.Steps.Count; step++)
                await life.TakeAsync(step, (person, answer) =>
                {
                    Assert.That(answer.Entry, Is.Not.Null, $"{name}: {person} again: {answer.Verdict}");
                    if (receipts.TryGetValue(person, out var digest))
                        Assert.That(answer.Entry!.Digest, Is.EqualTo(digest), $"{name}: the receipt of {person}");
                });

            Assert.That(await CompareAsync(window, name), Is.EqualTo(BookLife.States.Count), $"{name}: the last step");
            var entries = await _rig.EntriesAsync(window);
            Assert.That(entries.ToDictionary(entry => entry.Person.Value["person:".Length..], entry => entry.Value, StringComparer.Ordinal), Is.EquivalentTo(BookLife.All), name);
            Assert.That((await _rig.WindowAsync(window)).Root, Is.EqualTo(BookRig.RootOf(entries)), $"{name}: the root");
            await telling.StartAsync();
            await Eventually.TrueAsync(async () => (await _rig.WindowAsync(window)).ToldRevision == BookLife.States.Count, $"{name}: the room is told");
            Assert.That((await telling.ToldAsync(window), await telling.EventsAsync(window)), Is.EqualTo(((long)BookLife.States.Count, BookLife.States.Count)), $"{name}: each step, once");
        }

        /// <summary>The window's steps lead to its state, and its counts are those of its entries. Returns its revision; 0 when there is no window.</summary>
        private async Task<long> CompareAsync(string window, string name)
        {
            var steps = await _rig.StepsAsync(window);
            Assert.That(steps.Select(step => step.State), Is.EqualTo(BookLife.States.Take(steps.Count)), $"{name}: the steps");
            if (!await _rig.HasAsync(window))
            {
                Assert.That(steps, Is.Empty, name);
                return 0;
            }

            var (kept, entries) = (await _rig.WindowAsync(window), await _rig.EntriesAsync(window));
            Assert.That((kept.State, kept.Revision), Is.EqualTo((steps[^1].State, (long)steps.Count)), $"{name}: the state");
            Assert.That(kept.CountList, Is.EqualTo(Enumerable.Range(0, BookRig.Values).Select(value => (long)entries.Count(entry => entry.Value == value))), $"{name}: the counts");
            return kept.Revision;
        }
    }
}
