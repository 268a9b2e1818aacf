namespace Broadcast.Api.Tests.Hosting;

/// <summary>Who may make which call, to be compared with who can.</summary>
internal static class CallerTable
{
    /// <summary>What differs between the table and the running host; empty when nothing does.</summary>
    /// <param name="may">The callers of each call, as they should be.</param>
    /// <param name="can">The callers of each call that were let through.</param>
    public static IEnumerable<string> Faults(IReadOnlyDictionary<string, string[]> may, IReadOnlyDictionary<string, List<string>> can) =>
    [
        .. can.Where(call => !may.ContainsKey(call.Key)).Select(call => $"{call.Key} is not in the table; it lets pass: {Names(call.Value)}"),
        .. can.Where(call => may.TryGetValue(call.Key, out var named) && !named.ToHashSet(StringComparer.Ordinal).SetEquals(call.Value))
            .Select(call => $"{call.Key} lets pass: {Names(call.Value)}; it must let pass: {Names(may[call.Key])}"),
        .. may.Keys.Except(can.Keys, StringComparer.Ordinal).Select(call => $"{call} is in the table, but the host has it no more"),
    ];

    private static string Names(IEnumerable<string> callers) => string.Join(", ", callers);
}
