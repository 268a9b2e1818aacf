using Benchmarks.Answers;
using Benchmarks.Commits;
using Benchmarks.Demo;
using Benchmarks.Glass;
using Benchmarks.Ingest;
using Benchmarks.Packager;
using Benchmarks.Pictures;
using Benchmarks.Soak;

switch (args)
{
    case ["glass", .. var rest]:
        await GlassBenchmark.RunAsync(rest is [var seconds] ? int.Parse(seconds) : 60);
        return 0;

    case ["watch", .. var rest]:
        var numbers = rest.Select(int.Parse).ToArray();
        await WatchBenchmark.RunAsync(numbers is [var runs, ..] ? runs : 3, numbers is [_, var length, ..] ? length : 600, numbers is [_, _, var throttle] ? throttle : 1);
        return 0;

    case ["soak", var lasting, "odd"]:
        return await OddSoak.RunAsync(double.Parse(lasting, System.Globalization.CultureInfo.InvariantCulture)) ? 0 : 1;

    case ["soak", .. var rest]:
        return await SoakBenchmark.RunAsync(rest is [var minutes, ..] ? double.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture) : 20, rest.Contains("trouble")) ? 0 : 1;

    case ["demo", .. var rest]:
        return await DemoBenchmark.RunAsync(rest is [var time] ? int.Parse(time) : 60) ? 0 : 1;

    case ["ingest", .. var rest]:
        await IngestBenchmark.RunAsync(rest is [] ? ["all"] : rest);
        return 0;

    case ["packager", .. var rest]:
        await PackagerBenchmark.RunAsync(rest is [var clip] ? int.Parse(clip) : 15);
        return 0;

    case ["commits", .. var rest]:
        await CommitBenchmark.RunAsync(rest is [var each] ? double.Parse(each, System.Globalization.CultureInfo.InvariantCulture) : 10);
        return 0;

    case ["answers", .. var rest]:
        await AnswersBenchmark.RunAsync(rest is [var turn] ? double.Parse(turn, System.Globalization.CultureInfo.InvariantCulture) : 5);
        return 0;

    case ["pictures"]:
        await ReadmePictures.MakeAsync();
        return 0;

    default:
        await Console.Error.WriteLineAsync("usage: bench.sh glass [SECONDS] | watch [RUNS] [SECONDS] [THROTTLE] | demo [SECONDS] | ingest [stage|parts|shown|served|held]... | packager [SECONDS] | commits [SECONDS] | answers [SECONDS] | soak [MINUTES] [trouble|odd] | pictures");
        return 2;
}
