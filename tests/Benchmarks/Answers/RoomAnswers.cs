using System.Diagnostics;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Windows;
using StackExchange.Redis;

namespace Benchmarks.Answers;

/// <summary>How many answers a second a room takes, of as many people as answer at once; each of another person.</summary>
internal sealed class RoomAnswers(AnswerRoom room, int callers, int batch)
{
    private static readonly string Bare = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Answers", "BareScript.lua"));
    private int _window;
    private long _people;

    /// <summary>As the room takes them: what comes while a script runs is in the next one.</summary>
    public Task<double> TogetherAsync(double seconds) =>
        MeasureAsync(seconds, async (window, person) => await room.Acceptor.AcceptAsync(window, person, Value(person), "detail") == EntryResult.Ok);

    /// <summary>The room's own script, once for each answer.</summary>
    public Task<double> OneByOneAsync(double seconds) => MeasureAsync(
        seconds, async (window, person) => (await room.Entries.AcceptAsync(window, [new Entry(person, Value(person), "detail", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())]))[0] == EntryResult.Ok);

    /// <summary>A loop of bare scripts, each with a batch.</summary>
    public async Task<double> BareAsync(double seconds)
    {
        RedisKey[] keys = ["{bare}:entries", "{bare}:counts"];
        var (watch, done) = (Stopwatch.StartNew(), 0L);
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            var values = new RedisValue[2 * batch];
            for (var i = 0; i < batch; i++)
            {
                var person = Next();
                (values[2 * i], values[(2 * i) + 1]) = (person.Value, Value(person));
            }

            done += ((long[])(await room.Database.ScriptEvaluateAsync(Bare, keys, values))!).Sum();
        }

        var rate = done / watch.Elapsed.TotalSeconds;
        Check(done, (await room.Database.HashValuesAsync(keys[1])).Sum(value => (long)value), await room.Database.HashLengthAsync(keys[0]));
        await room.Database.KeyDeleteAsync(keys);
        return rate;
    }

    private async Task<double> MeasureAsync(double seconds, Func<WindowRef, ViewerId, Task<bool>> answer)
    {
        var window = await room.OpenAsync(++_window);
        var (watch, done) = (Stopwatch.StartNew(), 0L);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                if (!await answer(window, Next()))
                    throw new InvalidOperationException("An answer was refused.");
                Interlocked.Increment(ref done);
            }
        })));
        var rate = done / watch.Elapsed.TotalSeconds;
        var (counted, stored) = await room.EndAsync(window);
        Check(done, counted, stored);
        return rate;
    }

    private ViewerId Next() => ViewerId.Parse($"person:{Interlocked.Increment(ref _people)}");

    private static int Value(ViewerId person) => person.Value[^1] % 4;

    private static void Check(long acknowledged, long counted, long stored)
    {
        if (counted != acknowledged || stored != acknowledged)
            throw new InvalidOperationException($"{acknowledged} acknowledged, {counted} counted, {stored} stored.");
    }
}
