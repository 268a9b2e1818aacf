using Benchmarks.Glass;

switch (args)
{
    case ["glass", .. var rest]:
        await GlassBenchmark.RunAsync(rest is [var seconds] ? int.Parse(seconds) : 60);
        return 0;

    default:
        await Console.Error.WriteLineAsync("usage: bench.sh glass [SECONDS]");
        return 2;
}
