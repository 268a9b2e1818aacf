using Benchmarks.Glass;
using Benchmarks.Soak;

switch (args)
{
    case ["glass", .. var rest]:
        await GlassBenchmark.RunAsync(rest is [var seconds] ? int.Parse(seconds) : 60);
        return 0;

    case ["soak", .. var rest]:
        return await SoakBenchmark.RunAsync(rest is [var minutes, ..] ? double.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture) : 20, rest.Contains("trouble")) ? 0 : 1;

    default:
        await Console.Error.WriteLineAsync("usage: bench.sh glass [SECONDS]");
        return 2;
}
