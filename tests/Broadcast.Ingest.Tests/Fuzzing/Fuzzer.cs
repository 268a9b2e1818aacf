using System.Diagnostics;
using System.Globalization;

namespace Broadcast.Ingest.Tests.Fuzzing;

/// <summary>
/// Feeds a reader damaged inputs. The reader may refuse an input with its documented exception, must not allocate more than is allowed for
/// that input, and must return. Each input follows from the seed and its number alone, so that a failure can be repeated.
/// <c>FUZZ_INPUTS</c> and <c>FUZZ_SEED</c> set the number of inputs and the seed: <c>deploy/bench.sh fuzz</c>.
/// </summary>
/// <param name="Make">Makes an input.</param>
/// <param name="Read">Reads an input; must complete without waiting for anything.</param>
/// <param name="Refusals">The exceptions that <paramref name="Read"/> may throw.</param>
/// <param name="Allowance">How many bytes <paramref name="Read"/> may allocate for an input of this length.</param>
internal sealed record Fuzzer(Func<Random, byte[]> Make, Func<byte[], ValueTask> Read, Type[] Refusals, Func<int, long> Allowance)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>How many inputs a fuzzer gets.</summary>
    public static int Inputs { get; } = Number("FUZZ_INPUTS", 30_000);

    private volatile int _current;

    private static int Seed { get; } = Number("FUZZ_SEED", 20261124);

    public async Task RunAsync()
    {
        var work = Task.Run(WorkAsync);
        // An input that hangs is reported with its number.
        while (await Task.WhenAny(work, Task.Delay(Longest * 4)) != work)
        {
            var seen = _current;
            if (await Task.WhenAny(work, Task.Delay(Longest * 4)) != work && _current == seen)
                Assert.Fail($"Input {seen} of seed {Seed} hangs.");
        }

        var (refused, most, length) = await work;
        await TestContext.Out.WriteLineAsync($"{Inputs} inputs of seed {Seed}: {refused} refused; at most {most} bytes allocated, for an input of {length}");
        // Outside this range the inputs are too valid or too damaged to test anything.
        Assert.That(refused, Is.InRange(Inputs / 50, Inputs - Inputs / 50));
    }

    private async Task<(int Refused, long Most, int Length)> WorkAsync()
    {
        var (refused, most, length) = (0, 0L, 0);
        for (var i = 0; i < Inputs; i++)
        {
            _current = i;
            var input = Make(new Random(HashCode(i)));
            var watch = Stopwatch.StartNew();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var read = Read(input);
                if (!read.IsCompleted)
                    throw new InvalidOperationException("The reader waits for something.");
                // The read is complete, so the loop stays on its thread, whose allocations are counted.
                await read;
            }
            catch (Exception exception) when (Refusals.Contains(exception.GetType()))
            {
                refused++;
            }
            catch (Exception exception)
            {
                throw new AssertionException($"{Name(i, input)}: {exception.Message}", exception);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > Allowance(input.Length))
                throw new AssertionException($"{Name(i, input)} of {input.Length} bytes made it allocate {allocated}.");
            if (watch.Elapsed > Longest)
                throw new AssertionException($"{Name(i, input)} took {watch.Elapsed}.");
            if (allocated > most)
                (most, length) = (allocated, input.Length);
        }

        return (refused, most, length);
    }

    private static int HashCode(int number) => unchecked(Seed * 486187739 + number * 16777619);

    private static string Name(int number, byte[] input) => $"Input {number} of seed {Seed} ({Convert.ToHexString(input.AsSpan(0, Math.Min(input.Length, 2000)))})";

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
