namespace Broadcast.Api.Data.Leases;

/// <summary>
/// How processes share the leases, so that each has as many as the others, give or take one: a process with fewer asks the one with the most, which
/// gives it back when no work runs under it. Pure.
/// </summary>
/// <param name="Take">Free leases.</param>
/// <param name="GiveBack">Own leases that another process asks for.</param>
/// <param name="Ask">Leases of processes that have more.</param>
internal sealed record LeaseShare(IReadOnlyList<string> Take, IReadOnlyList<string> GiveBack, IReadOnlyList<LeaseRow> Ask)
{
    /// <summary>For how long only the one who asked takes what was given back.</summary>
    private static readonly TimeSpan Reserved = TimeSpan.FromSeconds(3);

    /// <param name="rows">What the database has.</param>
    /// <param name="wanted">What this process works under; an older build may want fewer.</param>
    /// <param name="holder">This process.</param>
    /// <param name="now">The time.</param>
    public static LeaseShare Of(IReadOnlyList<LeaseRow> rows, IReadOnlyCollection<string> wanted, string holder, DateTimeOffset now)
    {
        var known = rows.Where(row => wanted.Contains(row.Name, StringComparer.Ordinal)).ToList();
        var held = known.Where(row => !row.IsFree(now)).ToList();
        var own = held.Where(row => row.Holder == holder).ToList();
        var free = wanted.Except(held.Select(row => row.Name), StringComparer.Ordinal).ToList();
        return new LeaseShare(
            free.FindAll(name => known.Find(row => row.Name == name) is not { Asked: { } asked } row || asked == holder || now >= row.Until + Reserved),
            own.FindAll(row => row.Asked is not null && row.Asked != holder).ConvertAll(row => row.Name),
            free.Count > 0 ? [] : Asked(held, own, holder));
    }

    private static List<LeaseRow> Asked(List<LeaseRow> held, List<LeaseRow> own, string holder)
    {
        var ask = new List<LeaseRow>();
        // What is asked for already counts as moved.
        var others = held.Where(row => row.Asked is null && row.Holder != holder).GroupBy(row => row.Holder, StringComparer.Ordinal).Select(rows => new Queue<LeaseRow>(rows)).ToList();
        var mine = own.Count(row => row.Asked is null) + held.Count(row => row.Asked == holder);
        while (others.MaxBy(rows => rows.Count) is { } most && most.Count >= mine + 2)
        {
            ask.Add(most.Dequeue());
            mine++;
        }

        return ask;
    }
}
